import { deepEqual, ok } from "node:assert/strict";
import { catalogues, type PluralForms } from "./mod.ts";

type Messages = Record<string, Record<string, string | PluralForms>>;

const english: Messages = catalogues.en;
const russian: Messages = catalogues.ru;

/** Every message of a catalogue as `section.key`. */
function entries(catalogue: Messages): [key: string, message: string | PluralForms][] {
  return Object.entries(catalogue).flatMap(([section, messages]) =>
    Object.entries(messages).map(([key, message]): [string, string | PluralForms] => [
      `${section}.${key}`,
      message,
    ])
  );
}

function texts(message: string | PluralForms): string[] {
  return typeof message === "string" ? [message] : Object.values(message);
}

function placeholders(message: string | PluralForms): string[] {
  const names = texts(message).flatMap((text) =>
    [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")
  );
  return [...new Set(names)].sort();
}

Deno.test("both languages have the same messages", () => {
  deepEqual(
    entries(russian).map(([key]) => key).sort(),
    entries(english).map(([key]) => key).sort(),
  );
  ok(entries(english).length > 100);
});

Deno.test("a message has the same placeholders in both languages", () => {
  const other = new Map(entries(russian));
  for (const [key, message] of entries(english)) {
    deepEqual(placeholders(other.get(key) ?? ""), placeholders(message), key);
  }
});

Deno.test("Russian counts have the forms for 1, 2 and 5", () => {
  const wrong = entries(russian).filter(([, message]) =>
    typeof message !== "string" && (message.few === undefined || message.many === undefined)
  );
  deepEqual(wrong.map(([key]) => key), []);
});

Deno.test("every form of a count shows the count", () => {
  for (const [key, message] of [...entries(english), ...entries(russian)]) {
    if (typeof message === "string") continue;
    ok(texts(message).every((text) => text.includes("{count}")), key);
  }
});

Deno.test("no text is empty or has stray spaces", () => {
  for (const [key, message] of [...entries(english), ...entries(russian)]) {
    for (const text of texts(message)) ok(text !== "" && text === text.trim(), key);
  }
});

Deno.test("Russian texts are in Cyrillic, English ones are not", () => {
  const own = /^(common\.productName|settings\.language(English|Russian))$/;
  const symbols = /^[^\p{Letter}]*$/u;
  const words = (message: string | PluralForms) =>
    texts(message).map((text) => text.replaceAll(/\{\w+\}/g, ""));
  for (const [key, message] of entries(english)) {
    if (own.test(key)) continue;
    ok(!words(message).some((text) => /\p{Script=Cyrillic}/u.test(text)), key);
  }
  for (const [key, message] of entries(russian)) {
    if (own.test(key)) continue;
    ok(
      words(message).every((text) => symbols.test(text) || /\p{Script=Cyrillic}/u.test(text)),
      key,
    );
  }
});
