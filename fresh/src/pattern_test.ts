import assert from "node:assert/strict";
import { HttpError } from "./error.ts";
import { parsePattern } from "./pattern.ts";

const CASES: [pattern: string, path: string, params: Record<string, string> | null][] = [
  ["/", "/", {}],
  ["/", "/a", null],
  ["/about", "/about", {}],
  ["/about", "/about/", null],
  ["/a.b+c", "/a.b+c", {}],
  ["/a.b+c", "/axb+c", null],
  ["/über", "/%C3%BCber", {}],
  ["/über/:id", "/%C3%BCber/1", { id: "1" }],
  ["/foo/:id", "/foo/1", { id: "1" }],
  ["/foo/:id", "/foo/", null],
  ["/foo/:id", "/foo/1/2", null],
  ["/foo/:id", "/foo/a%20b%2Fc", { id: "a b/c" }],
  ["/foo/:id?", "/foo", {}],
  ["/foo/:id?", "/foo/1", { id: "1" }],
  ["/:rest*", "/", {}],
  ["/:rest*", "/a/b", { rest: "a/b" }],
  ["/old/:path*", "/old", {}],
  ["/old/:path*", "/old/bar/baz", { path: "bar/baz" }],
  ["/old/:path*", "/older", null],
  ["/old/:path+", "/old", null],
  ["/old/:path+", "/old/a/b", { path: "a/b" }],
  ["/docs{/:version}?", "/docs", {}],
  ["/docs{/:version}?", "/docs/canary", { version: "canary" }],
  ["/docs{/:version}?/guide", "/docs/guide", {}],
  ["/docs{/:version}?/guide", "/docs/1/guide", { version: "1" }],
  ["/{:name}?", "/", {}],
  ["/{:name}?", "/foo", { name: "foo" }],
  ["/{:name}?", "/foo/bar", null],
  ["/foo/*", "/foo/bar/baz", { 0: "bar/baz" }],
  ["/foo/*", "/foo", null],
  ["*", "/any/thing", { 0: "any/thing" }],
  ["/x/:module@:version/:path*", "/x/preact@10/a/b", {
    module: "preact",
    version: "10",
    path: "a/b",
  }],
  ["/items/:id(\\d+)", "/items/12", { id: "12" }],
  ["/items/:id(\\d+)", "/items/ab", null],
  ["/file.:ext", "/file.txt", { ext: "txt" }],
];

for (const [pattern, path, params] of CASES) {
  Deno.test(`parsePattern - "${pattern}" on "${path}"`, () => {
    assert.deepEqual(parsePattern(pattern).exec(path), params);
  });
}

Deno.test("parsePattern - agrees with URLPattern on whole-segment patterns", () => {
  const patterns = ["/a/:b", "/a/:b?", "/a/:b*", "/a/:b+", "/a/*", "/:a/b/:c", "/a/:b?/c"];
  const paths = ["/a", "/a/", "/a/b", "/a/c", "/a/b/c", "/x/b/y", "/a/b/", "//", "/a//c"];
  for (const source of patterns) {
    const native = new URLPattern({ pathname: source });
    for (const path of paths) {
      const groups = native.exec({ pathname: path })?.pathname.groups;
      const expected = groups &&
        Object.fromEntries(Object.entries(groups).filter(([, value]) => value !== undefined));
      assert.deepEqual(parsePattern(source).exec(path), expected ?? null, `${source} on ${path}`);
    }
  }
});

Deno.test("parsePattern - static patterns have a path, others a candidate", () => {
  assert.equal(parsePattern("/a/b").path, "/a/b");
  assert.equal(parsePattern("/a/:b").path, null);
  assert.equal(parsePattern("/a/:b/c").candidate, "/a/:p1/c");
  assert.equal(parsePattern("/a/:b/:c*").candidate, "/a/:p1/*");
  assert.equal(parsePattern("/a/:b@:c").candidate, "/a/*");
});

Deno.test("parsePattern - an invalid escape in a parameter is a bad request", () => {
  assert.throws(
    () => parsePattern("/a/:b").exec("/a/%zz"),
    (error) => error instanceof HttpError && error.status === 400,
  );
});

Deno.test("parsePattern - refuses what is no pattern", () => {
  assert.throws(() => parsePattern("about"), TypeError);
  assert.throws(() => parsePattern("/a/:b/:b"), TypeError);
  assert.throws(() => parsePattern("/a/:id("), TypeError);
});
