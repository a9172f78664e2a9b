import { deepEqual, equal, match } from "node:assert/strict";
import { Badge } from "./Badge.tsx";
import { Button } from "./Button.tsx";
import { CheckboxField } from "./form/CheckboxField.tsx";
import { FormField } from "./form/FormField.tsx";
import { PostForm } from "./form/PostForm.tsx";
import { SelectField } from "./form/SelectField.tsx";
import { TextAreaField } from "./form/TextAreaField.tsx";
import { plus } from "./icon/shapes.ts";
import { one, show } from "./testing/document.ts";

Deno.test("a button submits unless told otherwise", () => {
  equal(one(show(<Button>Save</Button>), "button").getAttribute("type"), "submit");
  equal(one(show(<Button type="button">Save</Button>), "button").getAttribute("type"), "button");
});

Deno.test("a button with an address is a link; one to elsewhere opens apart and tells nothing", () => {
  const link = one(show(<Button href="/rows">Rows</Button>), "a");
  deepEqual([link.getAttribute("href"), link.getAttribute("target")], ["/rows", null]);
  const away = one(show(<Button href="https://example.com" external>Go</Button>), "a");
  equal(away.getAttribute("rel"), "noopener noreferrer");
});

Deno.test("a button that shows its icon alone keeps its name", () => {
  const button = one(show(<Button icon={plus} iconOnly>Add</Button>), "button");
  equal(button.textContent, "Add");
  equal(one(button, ".visually-hidden").textContent, "Add");
  deepEqual([button.getAttribute("title"), one(button, "svg").getAttribute("aria-hidden")], [
    "Add",
    "true",
  ]);
});

Deno.test("an icon stands before the text, or after it when asked", () => {
  const first = (end: boolean) =>
    one(show(<Button icon={plus} iconEnd={end}>Add</Button>), "button").firstChild?.nodeName
      .toLowerCase();
  deepEqual([first(false), first(true)], ["svg", "#text"]);
});

Deno.test("a status badge has an icon, since colour alone says nothing to many", () => {
  for (const tone of ["good", "warn", "bad"] as const) {
    equal(show(<Badge tone={tone}>x</Badge>).querySelectorAll("svg").length, 1, tone);
  }
  equal(show(<Badge>x</Badge>).querySelectorAll("svg").length, 0);
  equal(show(<Badge tone="bad" icon={null}>x</Badge>).querySelectorAll("svg").length, 0);
});

Deno.test("a field ties its label, hint and error to its input", () => {
  const page = show(<FormField name="login" label="Login" hint="As given" error="Unknown" />);
  const input = one(page, "input");
  equal(one(page, "label").getAttribute("for"), input.id);
  equal(input.getAttribute("aria-invalid"), "true");
  const described = (input.getAttribute("aria-describedby") ?? "").split(" ");
  deepEqual(described.map((id) => page.getElementById(id)?.textContent), ["As given", "Unknown"]);
});

Deno.test("a field without hint and error claims none", () => {
  const input = one(show(<FormField name="a" label="A" />), "input");
  deepEqual([input.getAttribute("aria-describedby"), input.getAttribute("aria-invalid")], [
    null,
    null,
  ]);
});

Deno.test("a hidden label is still there for those who hear the page", () => {
  const label = one(show(<FormField name="q" label="Search" hideLabel />), "label");
  deepEqual([label.className, label.textContent], ["visually-hidden", "Search"]);
});

Deno.test("two fields of one name are told apart by their ids", () => {
  const page = show(
    <>
      <FormField name="name" id="first" label="A" hint="a" />
      <FormField name="name" id="second" label="B" hint="b" />
    </>,
  );
  deepEqual([...page.querySelectorAll("input")].map((input) => [input.id, input.name]), [
    ["first", "name"],
    ["second", "name"],
  ]);
  equal(page.querySelectorAll("#first-hint").length, 1);
});

Deno.test("a select has its value chosen", () => {
  const options = [{ value: "en", label: "English" }, { value: "ru", label: "Русский" }];
  const page = show(<SelectField name="lang" label="Language" options={options} value="ru" />);
  equal(one(page, "option[selected]").textContent, "Русский");
});

Deno.test("a text area escapes its text", () => {
  const page = show(<TextAreaField name="t" label="T" value="</textarea><b>" />);
  equal(page.querySelectorAll("b").length, 0);
});

Deno.test("a checkbox carries its label and state", () => {
  const page = show(<CheckboxField name="pin" label="Pin" checked value="yes" />);
  equal(one(page, "label").textContent, "Pin");
  equal(one(page, "input[checked]").getAttribute("value"), "yes");
});

Deno.test("a form that changes something posts the token and its hidden fields", () => {
  const page = show(
    <PostForm action="/projects" csrfToken="secret" hidden={{ id: "7" }} layout="row">
      <Button>Go</Button>
    </PostForm>,
  );
  const form = one(page, "form");
  match(form.getAttribute("method") ?? "", /^post$/i);
  deepEqual(
    [...form.querySelectorAll("input")].map((input) => [input.name, input.getAttribute("value")]),
    [["csrf_token", "secret"], ["id", "7"]],
  );
});
