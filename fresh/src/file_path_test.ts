import assert from "node:assert/strict";
import { compareSpecificity, fileFolder, filePattern } from "./file_path.ts";

const PATTERNS: [id: string, pattern: string][] = [
  ["index", "/"],
  ["about", "/about"],
  ["blog/index", "/blog"],
  ["blog/[slug]", "/blog/:slug"],
  ["blog/[slug]/comments", "/blog/:slug/comments"],
  ["old/[...path]", "/old/:path*"],
  ["[...rest]", "/:rest*"],
  ["docs/[[version]]/index", "/docs{/:version}?"],
  ["[[name]]", "/{:name}?"],
  ["(marketing)/about", "/about"],
  ["(a)/shop/(b)/index", "/shop"],
  ["v[major]-[minor]", "/v:major-:minor"],
  ["file.txt", "/file.txt"],
  ["a+b", "/a\\+b"],
];

for (const [id, pattern] of PATTERNS) {
  Deno.test(`filePattern - "${id}" gives "${pattern}"`, () => {
    assert.equal(filePattern(id), pattern);
  });
}

Deno.test("filePattern - refuses what can't be a pattern", () => {
  assert.throws(() => filePattern("a/[...rest]/b"), /must be the last part/);
  assert.throws(() => filePattern("a/[my-name]"), /brackets/);
  assert.throws(() => filePattern("a/[open"), /brackets/);
});

Deno.test("fileFolder - the folders of a file, groups included", () => {
  assert.deepEqual(fileFolder("blog/(group)/[slug]"), ["blog", "(group)"]);
  assert.deepEqual(fileFolder("index"), []);
});

Deno.test("compareSpecificity - what matches fewer paths comes first", () => {
  const ordered = [
    "/",
    "/blog",
    "/blog/new",
    "/blog/v:major-:minor",
    "/blog/:slug",
    "/blog/:slug/comments",
    "/blog/:slug/:more*",
    "/blog{/:opt}?",
    "/blog/:rest*",
    "/:page",
    "/:rest*",
  ];
  const shuffled = ordered.toReversed();
  assert.deepEqual(shuffled.sort(compareSpecificity), ordered);
});
