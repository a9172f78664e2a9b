import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { stores, withProduct } from "../support/app.ts";
import { addressOf, routeModules } from "../support/routes.ts";
import { signIn, visit, type Visitor } from "../support/visitor.ts";

const MAX_BODY = 64 * 1024;
const HTML = { accept: "text/html" };

/** Addresses of forms; the API and the vendors' webhooks have rules of their own. */
const forms = (await routeModules()).filter(({ path, methods }) =>
  methods.includes("POST") && !/^\/(api\/v1|webhooks)\//.test(path)
).map(({ path }) => addressOf(path));

/** Forms that take no fields. */
const bare = new Set(["/logout", "/connectors/stop", "/connectors/sync", "/search/refresh"]);

const encoded = (fields: Record<string, string>) => new URLSearchParams(fields);

Deno.test("every mistake in a form is a 4xx, as a page for people and with a code for programs", async (test) => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const { origin } = product;
    const signedIn = forms.filter((path) => path !== "/login");
    const from = (visitor: Visitor) => ({ origin, "x-csrf-token": visitor.csrfToken });

    await test.step("the forms are found", () => {
      for (const path of ["/login", "/logout", "/projects/select", "/settings/tokens"]) {
        ok(forms.includes(path), path);
      }
    });

    await test.step("without a session people are sent to sign in, programs are told", async () => {
      for (const path of signedIn) {
        // of one address there may come sixty requests a minute
        const visitor = visit(product);
        const page = await visitor.ask(path, { method: "POST", headers: { ...HTML, origin } });
        deepEqual([page.status, page.headers.get("location")], [303, "/login?return_to=%2F"], path);
        const told = await visitor.ask(path, { method: "POST", headers: { origin } });
        deepEqual([told.status, told.json().error], [401, "unauthorized"], path);
      }
    });

    await test.step("without the token, or from another site, nothing is done", async () => {
      for (const path of signedIn) {
        const visitor = await signIn(product);
        const token = { csrf_token: visitor.csrfToken };
        const attempts: [fields: Record<string, string>, headers: Record<string, string>][] = [
          [{}, { origin }],
          [{ csrf_token: "" }, { origin }],
          [{ csrf_token: "a".repeat(43) }, { origin }],
          [token, {}],
          [token, { origin: "https://evil.example" }],
          [token, { origin, "sec-fetch-site": "cross-site" }],
          [token, { "sec-fetch-site": "same-site" }],
        ];
        for (const [fields, headers] of attempts) {
          const about = `${path} ${JSON.stringify([fields, headers])}`;
          const told = await visitor.ask(path, { method: "POST", body: encoded(fields), headers });
          deepEqual([told.status, told.json().error], [403, "csrf_invalid"], about);
        }
        const page = await visitor.ask(path, { method: "POST", headers: { ...HTML, origin } });
        equal(page.status, 403);
        match(page.text, /This is not allowed/);
        equal((await visitor.ask("/api/v1/session")).status, 200, `${path} did nothing`);
      }
    });

    await test.step("the sign-in form is bound to its browser and its site", async () => {
      const { login: username, password } = product;
      const visitor = visit(product);
      const without = await visitor.post("/login", { username, password });
      deepEqual([without.status, visitor.cookies.has("ct_session")], [403, false]);
      match(without.text, /The form was out of date/);
      visitor.csrfToken = /name="csrf_token" value="([^"]+)"/.exec(without.text)![1]!;
      const fields = encoded({ username, password, csrf_token: visitor.csrfToken });
      for (const headers of [{}, { origin: "https://evil.example" }, { origin: "null" }]) {
        const refused = await visitor.ask("/login", {
          method: "POST",
          body: fields,
          headers: headers as Record<string, string>,
        });
        deepEqual([refused.status, refused.json().error], [403, "csrf_invalid"]);
      }
      equal((await visitor.post("/login", { username, password })).status, 303, "and works again");
    });

    await test.step("too much, another media type, and fields that are not valid", async () => {
      for (const path of forms.filter((path) => !bare.has(path))) {
        const visitor = await signIn(product);
        const ask = (body: BodyInit, headers: Record<string, string> = {}) =>
          visitor.ask(path, { method: "POST", body, headers: { ...from(visitor), ...headers } });
        const big = await ask(encoded({ a: "b".repeat(MAX_BODY) }));
        deepEqual([big.status, big.json().error], [413, "body_too_large"], path);
        const json = await ask("{}", { "content-type": "application/json" });
        deepEqual([json.status, json.json().error], [415, "unsupported_media_type"], path);
        const file = new FormData();
        file.set("name", new Blob(["a"]), "a.txt");
        equal((await ask(file)).status, 415, path);
        if (path === "/login") continue;
        for (const fields of [{}, { nonsense: "1" }, { name: "\0", action: "create" }]) {
          const wrong = await ask(encoded(fields as Record<string, string>));
          deepEqual([wrong.status, wrong.json().error], [400, "validation_error"], path);
        }
        const page = await visitor.ask(path, {
          method: "POST",
          body: encoded({ nonsense: "1", csrf_token: visitor.csrfToken }),
          headers: { ...HTML, origin },
        });
        equal(page.status, 400);
        match(page.text, /This request was refused/);
        ok(page.text.includes(page.headers.get("x-request-id")!), "the page names its request");
      }
    });

    await test.step("a form's token is found up to 64 KiB, and no further", async () => {
      const visitor = await signIn(product);
      const body = `theme=dark&pad=${"a".repeat(MAX_BODY)}&csrf_token=${visitor.csrfToken}`;
      const headers = { origin, "content-type": "application/x-www-form-urlencoded" };
      const refused = await visitor.ask("/settings/theme", { method: "POST", body, headers });
      deepEqual([refused.status, refused.json().error], [413, "body_too_large"]);
      const fits = `theme=dark&pad=${"a".repeat(60_000)}&csrf_token=${visitor.csrfToken}`;
      const taken = await visitor.ask("/settings/theme", { method: "POST", body: fits, headers });
      equal(taken.status, 303);
    });

    await test.step("what a person wrote comes back to them as text", async () => {
      const visitor = await signIn(product);
      const name = `<img src=x onerror="alert(1)">`;
      for (let n = 0; n < 2; n++) {
        const answer = await visitor.post("/settings/projects", { action: "create", name });
        if (n === 1) equal(answer.status, 409);
        const page = n === 0 ? await visitor.open("/settings/projects") : answer;
        ok(page.text.includes("&lt;img src=x onerror="), page.text);
        ok(!page.text.includes(name));
      }
      const login = await visit(product).open(
        `/login?return_to=/${encodeURIComponent(`"><script>`)}`,
      );
      ok(!login.text.includes("<script>\n") && !login.text.includes(`"><script>`));
    });

    await test.step("names that are taken are told on the page, beside what was written", async () => {
      const visitor = await signIn(product);
      await visitor.post("/settings/projects", { action: "create", name: "Acme" });
      await visitor.post("/settings/projects", { action: "create", name: "Borealis" });
      const { projects } = (await visitor.api("GET", "/projects")).json<
        { projects: { id: string; name: string }[] }
      >();
      const { id } = projects.find(({ name }) => name === "Borealis")!;
      const rename = (name: string) =>
        visitor.post("/settings/projects", { action: "rename", project_id: id, name });
      const asked = await visitor.open(`/settings/projects?rename=${id}`);
      match(asked.text, /<input[^>]*value="Borealis"[^>]*id="new-name"/);
      const taken = await rename("ACME");
      equal(taken.status, 409);
      match(taken.text, /There is a project of this name already/);
      match(taken.text, /value="ACME"/);
      equal(
        (await rename("Borealis Labs")).headers.get("location"),
        "/settings/projects?done=rename",
      );
      match((await visitor.open("/settings/projects?done=rename")).text, /Borealis Labs/);
      await visitor.post("/settings/projects", { action: "archive", project_id: id });
      await visitor.post("/settings/projects", { action: "create", name: "borealis labs" });
      const restore = await visitor.post("/settings/projects", {
        action: "restore",
        project_id: id,
      });
      equal(restore.status, 409);
      match(restore.text, /There is a project of this name already/);
    });

    await test.step("nothing of it was our own failure", () => {
      const failures = product.lines.map((line) => JSON.parse(line))
        .filter(({ level, status }) => level === "error" || level === "fatal" || status >= 500);
      deepEqual(failures, []);
      notEqual(product.lines.length, 0);
    });
  });
});
