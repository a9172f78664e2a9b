import { z } from "zod";
import { contentHash } from "./content_hash.ts";
import type { RejectedRow, StreamRow, StreamTraits } from "./stream.ts";

/** PostgreSQL stores neither NUL characters nor halves of surrogate pairs, in text and in jsonb. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

/** A JSON value as PostgreSQL can store it. */
export function storable(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storableText(key), storable(inner)]),
  );
}

/** What a list gives: the rows that decode, each id once, and those that do not with the reason. */
export interface DecodedRows<Row> {
  rows: Row[];
  rejected: RejectedRow[];
}

/** The id an error is kept under: the row's own, or its hash when it has none. */
function idOf(raw: unknown, primaryKey: string): string {
  const value = primaryKey.split(".").reduce<unknown>(
    (part, key) => (part as Record<string, unknown> | null | undefined)?.[key],
    raw,
  );
  return typeof value === "number" || typeof value === "string"
    ? storableText(String(value))
    : `hash:${contentHash(raw)}`;
}

/**
 * Decodes each row by itself: a bad one is set aside and the others go on. Of rows with the same id
 * the last counts, as the source gave it last.
 *
 * @param stream the name errors are kept under
 */
export function decodeRows<Row extends StreamRow>(
  stream: string,
  { decode, primaryKey }: Pick<StreamTraits, "primaryKey"> & { decode(raw: unknown): Row },
  raw: readonly unknown[],
): DecodedRows<Row> {
  const rows = new Map<string, Row>();
  const rejected: RejectedRow[] = [];
  for (const item of raw) {
    try {
      const row = decode(item);
      rows.set(row.external_id, row);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      const message = error.issues.map((issue) =>
        `${issue.path.join(".") || "row"}: ${issue.message}`
      ).join("; ");
      const external_id = idOf(item, primaryKey);
      rejected.push({ stream, external_id, message, payload: storable(item) });
    }
  }
  return { rows: [...rows.values()], rejected };
}
