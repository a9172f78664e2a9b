import { createHash } from "node:crypto";

function canonical(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value) text += text === "" ? canonical(item) : `,${canonical(item)}`;
    return `[${text}]`;
  }
  const row = value as Record<string, unknown>;
  for (const key of Object.keys(row).sort()) {
    if (row[key] === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonical(row[key])}`;
  }
  return `{${text}}`;
}

/**
 * SHA-256 (hex) of a value's canonical JSON: keys sorted, nothing else changed. Two replies that
 * mean the same have the same hash, whatever order their keys came in.
 */
export function contentHash(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}
