import { deepEqual, equal, notEqual, rejects } from "node:assert/strict";
import { seal, unseal } from "./seal.ts";

const value = { token: "ct_secret", at: "2026-01-01", list: [1, "два"] };

Deno.test("what was sealed is read again with the same secret and purpose", async () => {
  deepEqual(await unseal(await seal(value, "key", "scope"), "key", "scope"), value);
});

Deno.test("a sealed value shows nothing of itself, and looks different each time", async () => {
  const [first, second] = [await seal(value, "key", "scope"), await seal(value, "key", "scope")];
  notEqual(first, second);
  equal(first.includes("ct_secret"), false);
  equal(atob(first.replaceAll("-", "+").replaceAll("_", "/")).includes("secret"), false);
});

Deno.test("another secret, another purpose or a changed text reads nothing", async () => {
  const sealed = await seal(value, "key", "scope");
  await rejects(unseal(sealed, "other", "scope"));
  await rejects(unseal(sealed, "key", "other"));
  const flipped = sealed.slice(0, -2) + (sealed.at(-2) === "A" ? "B" : "A") + sealed.at(-1);
  await rejects(unseal(flipped, "key", "scope"));
});
