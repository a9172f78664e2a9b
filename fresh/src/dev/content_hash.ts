import { createHash } from "node:crypto";

/** Hash of contents, in order: 16 characters that are safe in file names and URLs. */
export function contentHash(...contents: (Uint8Array | string)[]): string {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content).update("\0");
  return hash.digest("hex").slice(0, 16);
}
