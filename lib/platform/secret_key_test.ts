import { equal, match } from "node:assert/strict";
import { secretKeyIn } from "./secret_key.ts";

Deno.test("the setting wins; served without it there is no key", async () => {
  const secretKey = "s".repeat(32);
  equal(await secretKeyIn({ secretKey, mode: "embedded", dataDir: "/nowhere" }), secretKey);
  equal(await secretKeyIn({ secretKey: null, mode: "served", dataDir: "/nowhere" }), null);
});

Deno.test("embedded, one key is made and kept for its owner only", async () => {
  const dataDir = await Deno.makeTempDir();
  try {
    const config = { secretKey: null, mode: "embedded" as const, dataDir: `${dataDir}/new` };
    const made = await secretKeyIn(config);
    match(made!, /^[\w-]{43}$/);
    equal(await secretKeyIn(config), made);
    const { mode } = await Deno.stat(`${dataDir}/new/secret.key`);
    equal(mode! & 0o777, 0o600);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});
