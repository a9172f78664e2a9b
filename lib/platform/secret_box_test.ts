import { equal, notDeepEqual, rejects } from "node:assert/strict";
import { createSecretBox, SecretBoxError } from "./secret_box.ts";

const box = createSecretBox("a".repeat(32));

Deno.test("what was sealed opens in its place", async () => {
  equal(await box.open(await box.seal("tökén", "connection 1"), "connection 1"), "tökén");
  equal(await box.open(await box.seal("", "x"), "x"), "");
});

Deno.test("the same text never looks the same, and is nowhere to be seen", async () => {
  const [first, second] = [await box.seal("secret", "x"), await box.seal("secret", "x")];
  notDeepEqual(first, second);
  equal(new TextDecoder().decode(first).includes("secret"), false);
});

Deno.test("another place, another key or changed bytes do not open", async () => {
  const sealed = await box.seal("secret", "connection 1");
  await rejects(box.open(sealed, "connection 2"), SecretBoxError);
  await rejects(createSecretBox("b".repeat(32)).open(sealed, "connection 1"), SecretBoxError);
  for (const at of [0, 1, 13, sealed.length - 1]) {
    const changed = sealed.slice();
    changed[at]! ^= 1;
    await rejects(box.open(changed, "connection 1"), SecretBoxError);
  }
  await rejects(box.open(new Uint8Array([1, 2]), "connection 1"), SecretBoxError);
  await rejects(box.open(new Uint8Array(), "connection 1"), SecretBoxError);
});
