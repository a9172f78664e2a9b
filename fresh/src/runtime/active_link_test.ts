import assert from "node:assert/strict";
import { activeLink } from "./active_link.ts";

const cases: [page: string, href: unknown, expected: string | null][] = [
  ["/docs/a", "/docs/a", "page"],
  ["/docs/a", "/docs/a#top", "page"],
  ["/docs/a/", "/docs/a", "page"],
  ["/docs/a", "/docs/a/", "page"],
  ["/docs/a?sort=name", "/docs/a", "page"],
  ["/docs/a?sort=name&page=2", "/docs/a?sort=name#top", "page"],
  ["/docs/a?sort=age", "/docs/a?sort=name", "true"],
  ["/docs/a", "/docs/a?sort=name", "true"],
  ["/", "/", "page"],
  ["/docs/a", "/docs", "true"],
  ["/docs/a", "/docs?x=1", "true"],
  ["/docs/a", "/", "true"],
  ["/docs/a", "/doc", null],
  ["/docs/a", "/docs/a/b", null],
  ["/docs/a", "/other", null],
  ["/docs/a", "a", null],
  ["/docs/a", "#top", null],
  ["/docs/a", "https://example.com/docs/a", null],
  ["/docs/a", "//docs/a", null],
  ["/docs/a", undefined, null],
];

for (const [page, href, expected] of cases) {
  Deno.test(`activeLink - on "${page}" the link "${href}" is ${expected}`, () => {
    assert.equal(activeLink(new URL(page, "http://localhost"), href), expected);
  });
}
