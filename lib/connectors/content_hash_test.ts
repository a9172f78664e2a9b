import { equal, notEqual } from "node:assert/strict";
import { contentHash } from "./content_hash.ts";

Deno.test("the order of keys does not matter, at any depth", () => {
  equal(contentHash({ a: 1, b: { c: 2, d: [3] } }), contentHash({ b: { d: [3], c: 2 }, a: 1 }));
});

Deno.test("an absent key and an undefined one are the same", () => {
  equal(contentHash({ a: 1, b: undefined }), contentHash({ a: 1 }));
});

const different: [string, unknown, unknown][] = [
  ["the order of a list", [1, 2], [2, 1]],
  ["null and an absent key", { a: null }, {}],
  ["a number and its text", { a: 1 }, { a: "1" }],
  ["nesting", { a: { b: 1 } }, { "a.b": 1 }],
  ["text with quotes", { a: '","b":"' }, { a: "", b: "" }],
];
for (const [name, left, right] of different) {
  Deno.test(`${name} changes the hash`, () => notEqual(contentHash(left), contentHash(right)));
}
