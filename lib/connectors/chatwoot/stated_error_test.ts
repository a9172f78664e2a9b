import { deepEqual, equal } from "node:assert/strict";
import { VendorError } from "../../platform/mod.ts";
import { isHidden, statedError } from "./stated_error.ts";

for (
  const [body, wanted] of [
    [{ error: "You are not authorized to access this account" }, ["config", "wrong_account"]],
    [{ error: "You are not authorized to do this action" }, ["permanent", "hidden"]],
    [{ error: "Invalid Access Token" }, undefined],
    [{ message: "You are not authorized to do this action" }, undefined],
    [[], undefined],
    [null, undefined],
  ] as const
) {
  Deno.test(`a refusal in words: ${JSON.stringify(body)}`, () => {
    const error = statedError(body);
    deepEqual(error && [error.errorClass, error.code], wanted);
  });
}

Deno.test("only a row that may not be seen is hidden", () => {
  equal(isHidden(statedError({ error: "You are not authorized to do this action" })), true);
  equal(isHidden(new VendorError("config", "unauthorized", "x")), false);
  equal(isHidden(new Error("hidden")), false);
});
