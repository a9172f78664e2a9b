import { equal, match, notEqual } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { equalTexts, newToken, sha256 } from "./token.ts";

Deno.test("a token has 256 random bits", () => {
  const tokens = Array.from({ length: 100 }, newToken);
  for (const token of tokens) {
    match(token, /^[\w-]{43}$/);
    equal(Buffer.from(token, "base64url").length, 32);
  }
  equal(new Set(tokens).size, 100);
});

Deno.test("what is stored of a token is its SHA-256", () => {
  equal(
    Buffer.from(sha256("abc")).toString("hex"),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

Deno.test("texts are compared whole", () => {
  equal(equalTexts("a", "a"), true);
  equal(equalTexts("", ""), true);
  for (const [left, right] of [["a", "b"], ["a", "aa"], ["", "a"], ["é", "e\u0301"]] as const) {
    equal(equalTexts(left, right), false);
  }
  notEqual(newToken(), newToken());
});
