import assert from "node:assert/strict";
import { activeLink } from "./active_link.ts";

const cases: [pathname: string, href: unknown, expected: string | null][] = [
  ["/docs/a", "/docs/a", "data-current"],
  ["/docs/a", "/docs/a?page=2#top", "data-current"],
  ["/docs/a/", "/docs/a", "data-current"],
  ["/docs/a", "/docs/a/", "data-current"],
  ["/", "/", "data-current"],
  ["/docs/a", "/docs", "data-ancestor"],
  ["/docs/a", "/", "data-ancestor"],
  ["/docs/a", "/doc", null],
  ["/docs/a", "/docs/a/b", null],
  ["/docs/a", "/other", null],
  ["/docs/a", "a", null],
  ["/docs/a", "#top", null],
  ["/docs/a", "https://example.com/docs/a", null],
  ["/docs/a", "//docs/a", null],
  ["/docs/a", undefined, null],
];

for (const [pathname, href, expected] of cases) {
  Deno.test(`activeLink - on "${pathname}" the link "${href}" is ${expected}`, () => {
    assert.equal(activeLink(pathname, href), expected);
  });
}
