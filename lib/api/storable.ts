import type { ErrorDetail } from "../platform/mod.ts";

/** Deeper input is refused: no request of the product needs it. */
const MAX_DEPTH = 32;

/**
 * Texts that PostgreSQL cannot hold (a null character, half of a surrogate pair) and structures too
 * deep to be meant, anywhere in an input. Found here they are the client's mistake; found by the
 * database they would be ours.
 */
export function unstorable(value: unknown, path: string[] = []): ErrorDetail[] {
  const refuse = (message: string) => [{ path: path.join("."), message, code: "invalid_text" }];
  if (typeof value === "string") {
    return value.includes("\0") || !value.isWellFormed()
      ? refuse("Holds a character that is not text")
      : [];
  }
  if (typeof value !== "object" || value === null) return [];
  if (path.length >= MAX_DEPTH) return refuse("Is nested too deeply");
  return Object.entries(value).flatMap(([key, item]) => {
    const named = [...path, key];
    return [...unstorable(key, named), ...unstorable(item, named)];
  });
}
