import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { Config } from "./config/config.ts";

/**
 * What vendor tokens are encrypted with: the setting, or embedded a key that is made once and kept
 * in the data folder, readable by its owner only. Null: served, and not set.
 */
export async function secretKeyIn(
  { secretKey, mode, dataDir }: Pick<Config, "secretKey" | "mode" | "dataDir">,
): Promise<string | null> {
  if (secretKey !== null || mode === "served") return secretKey;
  await Deno.mkdir(dataDir, { recursive: true });
  const path = join(dataDir, "secret.key");
  const made = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  try {
    // who comes second finds what the first has made
    await Deno.writeTextFile(path, made, { createNew: true, mode: 0o600 });
    return made;
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    return (await Deno.readTextFile(path)).trim();
  }
}
