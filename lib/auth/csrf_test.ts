import { equal } from "node:assert/strict";
import { fromOwnPages, isSafe, tokenMatches } from "./csrf.ts";

const own = "https://ct.example";

Deno.test("a request comes from our pages when its headers say so and none says otherwise", () => {
  const cases: [fetchSite: string | null, origin: string | null, fine: boolean][] = [
    ["same-origin", own, true],
    ["same-origin", null, true],
    ["none", null, true],
    [null, own, true],
    [null, null, false],
    ["same-site", own, false],
    ["cross-site", own, false],
    ["cross-site", null, false],
    ["unknown", null, false],
    ["", own, false],
    ["same-origin", "https://evil.example", false],
    [null, "https://evil.example", false],
    [null, "http://ct.example", false],
    [null, "https://ct.example:8443", false],
    [null, "https://ct.example.evil.example", false],
    [null, "null", false],
    [null, "", false],
  ];
  for (const [fetchSite, origin, fine] of cases) {
    equal(fromOwnPages({ fetchSite, origin, own }), fine, `${fetchSite} ${origin}`);
  }
});

Deno.test("only methods that change nothing need no proof", () => {
  for (const method of ["GET", "HEAD", "OPTIONS"]) equal(isSafe(method), true);
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "TRACE", "get", "FOO"]) {
    equal(isSafe(method), false, method);
  }
});

Deno.test("the token must be the session's", () => {
  equal(tokenMatches("secret", "secret"), true);
  for (const sent of [null, "", "Secret", "secret ", "other"]) {
    equal(tokenMatches(sent, "secret"), false, String(sent));
  }
  equal(tokenMatches("", ""), false);
});
