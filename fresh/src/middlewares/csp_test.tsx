import assert from "node:assert/strict";
import { App } from "../app.ts";
import { ask, collectErrors, fakeSnapshot, withSnapshot } from "../testing.ts";
import { csp, type CSPOptions } from "./csp.ts";

const HEADER = "content-security-policy";

/** The directives of the header an app with these options answers. */
async function directives(options?: CSPOptions, header = HEADER) {
  const app = new App().use(csp(options)).get("/", () => new Response("hello"));
  const value = (await ask(app, "/")).headers.get(header) ?? "";
  return new Map(
    value.split("; ").map((part) => {
      const [name = "", ...values] = part.split(" ");
      return [name, values.join(" ")];
    }),
  );
}

Deno.test("csp - defaults allow the site itself", async () => {
  const policy = await directives();
  assert.equal(policy.get("default-src"), "'self'");
  assert.equal(policy.get("script-src"), "'self' 'unsafe-inline'");
  assert.equal(policy.get("object-src"), "'none'");
  assert.equal(policy.get("frame-ancestors"), "'none'");
});

Deno.test("csp - directives are added, or replace the default", async () => {
  const policy = await directives({
    csp: ["script-src 'self' https://example.com", "Manifest-Src 'self'", "sandbox"],
  });
  assert.equal(policy.get("script-src"), "'self' https://example.com");
  assert.equal(policy.get("manifest-src"), "'self'");
  assert.equal(policy.get("sandbox"), "");
  assert.equal(policy.get("style-src"), "'self' 'unsafe-inline'");
});

Deno.test("csp - reportOnly sets the other header", async () => {
  const policy = await directives({ reportOnly: true }, `${HEADER}-report-only`);
  assert.equal(policy.get("default-src"), "'self'");
  assert.equal((await directives({ reportOnly: true })).size, 1);
});

Deno.test("csp - reportTo names the endpoint in every way browsers know", async () => {
  const app = new App().use(csp({ reportTo: "/api/csp" })).get("/", () => new Response("hello"));
  const { headers } = await ask(app, "/");
  assert.equal(headers.get("reporting-endpoints"), 'csp-endpoint="/api/csp"');
  assert.match(headers.get(HEADER)!, /report-to csp-endpoint; report-uri \/api\/csp$/);
});

Deno.test("csp - useNonce puts the page's nonce where inline code was allowed", async () => {
  const app = new App().use(csp({ useNonce: true, csp: ["style-src-attr 'unsafe-inline'"] }))
    .get("/", (ctx) =>
      ctx.render(
        <html>
          <head>
            <style>{"body { color: red; }"}</style>
          </head>
        </html>,
      ));
  const answer = await ask(app, "/");
  const policy = answer.headers.get(HEADER)!;
  const nonce = /script-src 'self' 'nonce-([A-Za-z0-9+/]{22}==)'/.exec(policy)?.[1];
  assert.ok(nonce, policy);
  assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`));
  assert.ok(policy.includes(`style-src-attr 'nonce-${nonce}'`));
  assert.ok(!policy.includes("unsafe-inline"));
});

Deno.test("csp - every request has a nonce of its own", async () => {
  const app = new App().use(csp({ useNonce: true })).get("/", (ctx) => ctx.render(<p />));
  const policies = new Set<string | null>();
  for (let i = 0; i < 3; i++) policies.add((await ask(app, "/")).headers.get(HEADER));
  assert.equal(policies.size, 3);
});

Deno.test("csp - useNonce leaves responses that aren't rendered with inline code", async () => {
  assert.equal(
    (await directives({ useNonce: true })).get("script-src"),
    "'self' 'unsafe-inline'",
  );
});

Deno.test("csp - error pages have the nonce, that of development too", async () => {
  const fail = () => {
    throw new Error("x");
  };
  const shown = new App().use(csp({ useNonce: true })).onError((ctx) => ctx.render(<p>sorry</p>))
    .get("/", fail);
  assert.match((await ask(shown, "/")).headers.get(HEADER)!, /'nonce-/);

  const development = withSnapshot(
    new App().get("/", fail),
    fakeSnapshot({}, { mode: "development" }),
  );
  await collectErrors(async () => {
    assert.match((await ask(development, "/")).text, /<style nonce="[^"]{22,}">/);
  });
});

Deno.test("csp - copies a response whose headers can't be changed", async () => {
  const app = new App().use(csp()).get("/", () => Response.redirect("http://localhost/other"));
  const answer = await ask(app, "/");
  assert.equal(answer.status, 302);
  assert.ok(answer.headers.has(HEADER));
});

Deno.test("csp - refuses what is no directive", () => {
  for (const directive of ["", "  ", "img-src 'self'; script-src *", "img-src\r\nX-Evil: 1"]) {
    assert.throws(() => csp({ csp: [directive] }), TypeError);
  }
});
