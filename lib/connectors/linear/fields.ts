import { z } from "zod";
import { contentHash } from "../content_hash.ts";
import { storable, storableText } from "../decode_rows.ts";
import type { LinearRow, TrashableRow } from "./rows.ts";

/** Text as PostgreSQL can store it. */
export const text = z.string().transform(storableText);
export const optionalText = text.nullish().transform((value) => value ?? null);
/** An id; ids are keys, so an empty one is none. */
export const id = z.string().min(1).transform(storableText);

const escapes: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
  "#x27": "'",
};

/** Takes HTML's escapes out of a name, once: some replies are said to come with them. */
export function unescapedName(name: string): string {
  return name.replaceAll(
    /&(amp|lt|gt|quot|apos|#39|#x27);/gi,
    (whole, code: string) => escapes[code.toLowerCase()] ?? whole,
  );
}

/** The name of a person or thing. */
export const nameText = text.transform(unescapedName);
export const optionalName = nameText.nullish().transform((value) => value ?? null);

/** A moment as ISO text in UTC, to the millisecond. */
export const time = z.iso.datetime({ offset: true }).transform((value) =>
  new Date(value).toISOString()
);
export const optionalTime = time.nullish().transform((value) => value ?? null);
export const optionalDate = z.iso.date().nullish().transform((value) => value ?? null);
export const optionalNumber = z.number().nullish().transform((value) => value ?? null);

/** A reference to another row. */
export const reference = z.looseObject({ id });
/** The id of the row referred to; null for none. */
export const optionalReference = reference.nullish().transform((value) => value?.id ?? null);
/** A reference to a person: id and name. */
export const person = z.looseObject({ id, name: optionalName }).nullish();

/** What every row has. */
export const common = {
  id,
  createdAt: time,
  updatedAt: time,
  archivedAt: optionalTime,
};

/** What a row in the trash is buried with: the time it got there, or else its last change. */
export function trashFate(
  { trashed, archivedAt, updatedAt }: {
    trashed?: boolean | null | undefined;
    archivedAt: string | null;
    updatedAt: string;
  },
): Pick<TrashableRow, "deleted_at" | "deleted_reason"> {
  return trashed === true
    ? { deleted_at: archivedAt ?? updatedAt, deleted_reason: "trashed" }
    : { deleted_at: null, deleted_reason: null };
}

/** Raised when decoders read more out of rows than before, so that known rows are written again. */
const DECODERS = 1;

/** Completes a row's fields with its id, its times, the raw JSON, and the hash a change is known by. */
export function linearRow<Fields extends object>(
  raw: unknown,
  row: { id: string; createdAt: string; updatedAt: string; archivedAt: string | null },
  fields: Fields,
): Fields & LinearRow {
  const data = storable(raw);
  return {
    ...fields,
    external_id: row.id,
    vendor_created_at: row.createdAt,
    vendor_updated_at: row.updatedAt,
    archived_at: row.archivedAt,
    data,
    content_hash: `\\x${contentHash([DECODERS, data])}`,
  };
}
