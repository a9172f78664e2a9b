import assert from "node:assert/strict";
import { covers, depth, joinMount, joinPattern, type Place, placeOf } from "./segments.ts";

const COVERED: [outer: string, inner: string, covered: boolean][] = [
  ["*", "/", true],
  ["/*", "/a/b", true],
  ["/", "/a", true],
  ["/a", "/a", true],
  ["/a", "/a/b", true],
  ["/a", "/ab", false],
  ["/a/b", "/a", false],
  ["/admin/*", "/admin", false],
  ["/admin/*", "/admin/users", true],
  ["/:org", "/acme/users", true],
  ["/:org", "/:org/users", true],
  ["/:org", "/:name/users", true],
  ["/:org", "/:rest*", false],
  ["/acme", "/:org", false],
  ["/docs/:v?", "/docs/:v?", true],
  ["/über", "/%C3%BCber/x", true],
];

for (const [outer, inner, covered] of COVERED) {
  Deno.test(`covers - "${outer}" ${covered ? "covers" : "does not cover"} "${inner}"`, () => {
    assert.equal(covers(placeOf(outer), placeOf(inner)), covered);
  });
}

Deno.test("covers - files by folder, so that route groups keep apart", () => {
  const tree = {};
  const at = (path: string, ...names: string[]): Place => placeOf(path, { tree, names });
  assert.equal(covers(at("/", "(info)"), at("/about", "(info)")), true);
  assert.equal(covers(at("/", "(info)"), at("/about", "(other)")), false);
  assert.equal(covers(at("/", "(info)"), at("/", "(info)", "deep")), true);
  assert.equal(covers(at("/blog", "blog"), at("/blog")), false, "blog.tsx lies beside blog/");
});

Deno.test("covers - files outside of route groups cover other routes by path", () => {
  const folder = (...names: string[]) => ({ tree: {}, names });
  assert.equal(covers(placeOf("/blog", folder("blog")), placeOf("/blog/extra")), true);
  assert.equal(covers(placeOf("/", folder("(info)")), placeOf("/extra")), false);
  assert.equal(covers(placeOf("/blog"), placeOf("/blog/x", folder("(a)", "blog"))), true);
});

Deno.test("depth - counts segments, and folders for files", () => {
  assert.equal(depth(placeOf("*")), 0);
  assert.equal(depth(placeOf("/a/b")), 2);
  assert.equal(depth(placeOf("/a", { tree: {}, names: ["(g)", "a"] })), 2);
});

Deno.test("joinPattern - puts the pattern of a route behind the mount path", () => {
  assert.equal(joinPattern("", "/"), "/");
  assert.equal(joinPattern("", "about"), "/about");
  assert.equal(joinPattern("/base", "/"), "/base");
  assert.equal(joinPattern("/base", "/about"), "/base/about");
  assert.equal(joinPattern("/base", "*"), "/base/*");
});

Deno.test("joinMount - everything means everything below the mount path, and the path itself", () => {
  assert.equal(joinMount("", "*"), "*");
  assert.equal(joinMount("/base", "*"), "/base");
  assert.equal(joinMount("/base", "/"), "/base");
  assert.equal(joinMount("/base", "/admin/*"), "/base/admin/*");
});
