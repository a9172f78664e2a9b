import { createHash } from "node:crypto";

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const row = value as Record<string, unknown>;
  const parts = Object.keys(row).sort().filter((key) => row[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonical(row[key])}`);
  return `{${parts.join(",")}}`;
}

/**
 * SHA-256 (hex) of a value's canonical JSON: keys sorted, nothing else changed. Two replies that
 * mean the same have the same hash, whatever order their keys came in.
 */
export function contentHash(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}
