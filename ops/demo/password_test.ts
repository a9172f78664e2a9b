import { equal, match } from "node:assert/strict";
import { password } from "./password.ts";

Deno.test("a password is readable groups of four", () => {
  equal(password(new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7])), "abcd-efgh");
});

Deno.test("no letter that could be taken for another one is used", () => {
  match(password(Uint8Array.from({ length: 256 }, (_, index) => index)), /^[a-hj-km-np-z2-9-]+$/);
});
