import assert from "node:assert/strict";
import { App } from "../app.ts";
import { ask } from "../testing.ts";
import { trailingSlashes } from "./trailing_slashes.ts";

function request(mode: "always" | "never", path: string, basePath?: string) {
  const app = new App({ basePath }).use(trailingSlashes(mode))
    .get("/", () => new Response("root")).get("/foo", () => new Response("foo"));
  return ask(app, path);
}

const REDIRECTS: ["always" | "never", path: string, location: string | null][] = [
  ["never", "/foo/", "/foo"],
  ["never", "/foo/?a=1", "/foo?a=1"],
  ["never", "/foo///", "/foo"],
  ["never", "/foo", null],
  ["never", "/", null],
  ["always", "/foo", "/foo/"],
  ["always", "/foo?a=1", "/foo/?a=1"],
  ["always", "/foo/", null],
  ["always", "/", null],
];

for (const [mode, path, location] of REDIRECTS) {
  Deno.test(`trailingSlashes("${mode}") - "${path}"`, async () => {
    const answer = await request(mode, path);
    assert.equal(answer.headers.get("location"), location);
    assert.equal(answer.status, location === null ? 200 : 307);
  });
}

Deno.test("trailingSlashes - never leads to another host", async () => {
  const answer = await request("never", "//evil.com/");
  assert.deepEqual([answer.status, answer.headers.get("location")], [307, "/evil.com"]);
});

Deno.test("trailingSlashes - leaves the root below a base path alone", async () => {
  assert.equal((await request("never", "/base/", "/base")).text, "root");
  assert.equal((await request("always", "/base", "/base")).text, "root");
});
