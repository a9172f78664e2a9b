import assert from "node:assert/strict";
import { App } from "../app.ts";
import { ask, fakeSnapshot, withSnapshot } from "../testing.ts";
import type { StaticFile } from "../snapshot.ts";
import { ASSET_PARAM } from "../runtime/asset_param.ts";
import { staticFiles } from "./static_files.ts";

const bytes = new TextEncoder().encode("body {}");

function file(init: Partial<StaticFile> = {}): StaticFile {
  return {
    hash: "abc",
    contentType: "text/css",
    size: bytes.length,
    immutable: false,
    open: () => Promise.resolve(bytes),
    ...init,
  };
}

function appOf(
  files: Record<string, StaticFile>,
  { basePath, mode }: { basePath?: string; mode?: "development" } = {},
) {
  const app = new App({ basePath }).use(staticFiles()).get("/*", () => new Response("route"));
  return withSnapshot(app, fakeSnapshot({}, { files, mode }));
}

Deno.test("staticFiles - serves a file with its type, length and tag", async () => {
  const answer = await ask(appOf({ "/styles.css": file() }), "/styles.css");
  assert.deepEqual([answer.status, answer.text], [200, "body {}"]);
  assert.equal(answer.headers.get("content-type"), "text/css");
  assert.equal(answer.headers.get("content-length"), "7");
  assert.equal(answer.headers.get("etag"), '"abc"');
  assert.equal(answer.headers.get("cache-control"), "no-cache");
});

Deno.test("staticFiles - streams", async () => {
  const open = () => Promise.resolve(new Blob([bytes]).stream());
  assert.equal((await ask(appOf({ "/a": file({ open }) }), "/a")).text, "body {}");
});

Deno.test("staticFiles - hands on what is no file, and other methods", async () => {
  const app = withSnapshot(
    new App().use(staticFiles()).all("/*", (ctx) => new Response(ctx.req.method)),
    fakeSnapshot({}, { files: { "/a": file() } }),
  );
  assert.equal((await ask(app, "/b")).text, "GET");
  assert.equal((await ask(app, "/a", { method: "POST" })).text, "POST");
  const bare = new App().use(staticFiles()).get("/*", () => new Response("no build"));
  assert.equal((await ask(bare, "/a")).text, "no build");
});

Deno.test("staticFiles - answers HEAD without opening the file", async () => {
  const open = () => Promise.reject(new Error("opened"));
  const answer = await ask(appOf({ "/a": file({ open }) }), "/a", { method: "HEAD" });
  assert.deepEqual([answer.status, answer.text, answer.headers.get("content-length")], [
    200,
    "",
    "7",
  ]);
});

for (const tag of ['"abc"', 'W/"abc"', '"x", "abc"', "*"]) {
  Deno.test(`staticFiles - 304 for a file the client has: ${tag}`, async () => {
    const open = () => Promise.reject(new Error("opened"));
    const app = appOf({ "/a": file({ open }) });
    const answer = await ask(app, "/a", { headers: { "if-none-match": tag } });
    assert.deepEqual([answer.status, answer.headers.get("etag")], [304, '"abc"']);
  });
}

Deno.test("staticFiles - a changed file, and one without hash, is sent in full", async () => {
  const headers = { "if-none-match": '"old"' };
  assert.equal((await ask(appOf({ "/a": file() }), "/a", { headers })).status, 200);
  const answer = await ask(appOf({ "/a": file({ hash: null }) }), "/a", { headers });
  assert.deepEqual([answer.status, answer.headers.get("etag")], [200, null]);
});

Deno.test("staticFiles - what changes its URL with its content is kept for a year", async () => {
  const app = appOf({ "/_fresh/js/a-HASH.js": file({ immutable: true }), "/a.png": file() });
  const year = "public, max-age=31536000, immutable";
  const cacheOf = async (path: string) => (await ask(app, path)).headers.get("cache-control");
  assert.equal(await cacheOf("/_fresh/js/a-HASH.js"), year);
  assert.equal(await cacheOf(`/a.png?${ASSET_PARAM}=build-1`), year);
});

Deno.test("staticFiles - an address made for another build leads to the plain one", async () => {
  const answer = await ask(appOf({ "/a.png": file() }), `/a.png?x=1&${ASSET_PARAM}=old`);
  assert.deepEqual([answer.status, answer.headers.get("location")], [307, "/a.png?x=1"]);
});

Deno.test("staticFiles - nothing is kept in development", async () => {
  const app = appOf({ "/a.js": file({ immutable: true }) }, { mode: "development" });
  assert.equal((await ask(app, "/a.js")).headers.get("cache-control"), "no-cache");
});

Deno.test("staticFiles - below the base path only", async () => {
  const app = appOf({ "/a.css": file() }, { basePath: "/base" });
  assert.equal((await ask(app, "/base/a.css")).text, "body {}");
  assert.equal((await ask(app, "/a.css")).status, 404);
});

Deno.test("staticFiles - decodes the path; an invalid escape names no file", async () => {
  const app = appOf({ "/my file.css": file() });
  assert.equal((await ask(app, "/my%20file.css")).text, "body {}");
  assert.equal((await ask(app, "/my%zzfile.css")).status, 400);
});
