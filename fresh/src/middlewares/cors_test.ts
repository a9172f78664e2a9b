import assert from "node:assert/strict";
import { App } from "../app.ts";
import { ask } from "../testing.ts";
import { cors, type CORSOptions } from "./cors.ts";

function request(options?: CORSOptions, init: RequestInit = {}) {
  const app = new App().use(cors(options)).get("/", () => new Response("hello"));
  const headers = { origin: "https://a.example", ...init.headers as Record<string, string> };
  return ask(app, "/", { ...init, headers });
}

function preflight(options?: CORSOptions, headers: Record<string, string> = {}) {
  return request(options, {
    method: "OPTIONS",
    headers: { "access-control-request-method": "PUT", ...headers },
  });
}

const ALLOW_ORIGIN = "access-control-allow-origin";

Deno.test("cors - allows every origin by default", async () => {
  const answer = await request();
  assert.equal(answer.text, "hello");
  assert.equal(answer.headers.get(ALLOW_ORIGIN), "*");
  assert.equal(answer.headers.get("vary"), null);
});

Deno.test("cors - a single origin, credentials and exposed headers", async () => {
  const { headers } = await request({
    origin: "http://example.com",
    credentials: true,
    exposeHeaders: ["Content-Length", "X-Kuma-Revision"],
  });
  assert.equal(headers.get(ALLOW_ORIGIN), "http://example.com");
  assert.equal(headers.get("access-control-allow-credentials"), "true");
  assert.equal(headers.get("access-control-expose-headers"), "Content-Length,X-Kuma-Revision");
  assert.equal(headers.get("vary"), "Origin");
});

Deno.test("cors - of several origins the one that asks", async () => {
  const origin = ["https://a.example", "https://b.example"];
  assert.equal((await request({ origin })).headers.get(ALLOW_ORIGIN), "https://a.example");
  const other = await request({ origin }, { headers: { origin: "https://c.example" } });
  assert.equal(other.headers.get(ALLOW_ORIGIN), null);
  assert.equal(other.headers.get("vary"), "Origin");
});

Deno.test("cors - a function decides", async () => {
  const origin = (asking: string) => asking.endsWith(".example") ? asking : null;
  assert.equal((await request({ origin })).headers.get(ALLOW_ORIGIN), "https://a.example");
  const other = await request({ origin }, { headers: { origin: "https://evil.com" } });
  assert.equal(other.headers.get(ALLOW_ORIGIN), null);
});

Deno.test("cors - answers preflight requests", async () => {
  const { status, headers } = await preflight({
    origin: "http://example.com",
    allowHeaders: ["X-Custom-Header", "Upgrade-Insecure-Requests"],
    allowMethods: ["POST", "GET", "OPTIONS"],
    maxAge: 600,
    credentials: true,
  });
  assert.equal(status, 204);
  assert.equal(headers.get(ALLOW_ORIGIN), "http://example.com");
  assert.equal(headers.get("access-control-allow-methods"), "POST,GET,OPTIONS");
  assert.equal(
    headers.get("access-control-allow-headers"),
    "X-Custom-Header,Upgrade-Insecure-Requests",
  );
  assert.equal(headers.get("access-control-max-age"), "600");
  assert.equal(headers.get("access-control-allow-credentials"), "true");
});

Deno.test("cors - by default a preflight allows the headers it asks for", async () => {
  const { headers } = await preflight({}, { "access-control-request-headers": "X-A, X-B" });
  assert.equal(headers.get("access-control-allow-headers"), "X-A, X-B");
  assert.equal(headers.get("access-control-allow-methods"), "GET,HEAD,PUT,POST,DELETE,PATCH");
  assert.equal(headers.get("vary"), "Access-Control-Request-Headers");
});

Deno.test("cors - an OPTIONS request that is no preflight goes on", async () => {
  assert.equal((await request({}, { method: "OPTIONS" })).status, 405);
});
