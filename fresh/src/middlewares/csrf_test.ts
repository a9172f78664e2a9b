import assert from "node:assert/strict";
import { App } from "../app.ts";
import { ask } from "../testing.ts";
import { csrf, type CsrfOptions } from "./csrf.ts";

async function statusOf(
  headers: Record<string, string>,
  options?: CsrfOptions,
  method = "POST",
): Promise<number> {
  const app = new App().use(csrf(options)).all("/", () => new Response("ok"));
  return (await ask(app, "/", { method, headers })).status;
}

for (const method of ["GET", "HEAD", "OPTIONS"]) {
  Deno.test(`csrf - lets ${method} through`, async () => {
    assert.equal(await statusOf({ origin: "https://evil.com" }, {}, method), 200);
  });
}

for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
  Deno.test(`csrf - ${method} from the site itself only`, async () => {
    assert.equal(await statusOf({ "sec-fetch-site": "same-origin" }, {}, method), 200);
    assert.equal(await statusOf({ origin: "http://localhost" }, {}, method), 200);
    assert.equal(await statusOf({ origin: "https://evil.com" }, {}, method), 403);
    for (const site of ["cross-site", "same-site", "none"]) {
      assert.equal(await statusOf({ "sec-fetch-site": site }, {}, method), 403, site);
    }
    assert.equal(await statusOf({}, {}, method), 403);
    assert.equal(await statusOf({ origin: "null" }, {}, method), 403);
  });
}

Deno.test("csrf - a single origin", async () => {
  const options = { origin: "https://example.com" };
  assert.equal(await statusOf({ origin: "https://example.com" }, options), 200);
  assert.equal(await statusOf({ origin: "https://example.com.evil.com" }, options), 403);
  assert.equal(
    await statusOf({ origin: "https://example.com", "sec-fetch-site": "cross-site" }, options),
    200,
  );
});

Deno.test("csrf - multiple origins", async () => {
  const options = { origin: ["https://example.com", "https://trusted.example.com"] };
  assert.equal(await statusOf({ origin: "https://trusted.example.com" }, options), 200);
  assert.equal(await statusOf({ origin: "https://other.example.com" }, options), 403);
});

Deno.test("csrf - a function decides", async () => {
  const options = {
    origin: (origin: string) => /^https:\/\/(foo|bar)\.example\.com$/.test(origin),
  };
  assert.equal(await statusOf({ origin: "https://foo.example.com" }, options), 200);
  assert.equal(await statusOf({ origin: "https://baz.example.com" }, options), 403);
});

Deno.test("csrf - a function isn't asked about a request without origin", async () => {
  assert.equal(await statusOf({}, { origin: () => true }), 403);
});
