import { Buffer } from "node:buffer";
import { z } from "zod";
import { ApiError } from "../platform/mod.ts";

/** What a cursor says, or null when it is none. */
function decoded(cursor: string): string | null {
  const key = Buffer.from(cursor, "base64url").toString();
  return Buffer.from(key).toString("base64url") === cursor ? key : null;
}

/** The parameters of every list: how many rows, and after which one. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(100)
    .meta({ description: "Most rows of the reply." }),
  cursor: z.string().max(500).refine(
    (cursor) => decoded(cursor) !== null,
    "Not a cursor of this list",
  )
    .optional()
    .meta({ description: "Where the previous page ended, from its `next` address." }),
});

/** A page of a list: `next` is the address of the rows after it, null at the end. */
export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

function notACursor(): ApiError {
  return new ApiError(400, "validation_error", "The request is not valid.", {
    details: [{ path: "cursor", message: "Not a cursor of this list", code: "invalid_format" }],
  });
}

function readCursor(cursor: string): string {
  const key = decoded(cursor);
  if (key === null) throw notACursor();
  return key;
}

/**
 * The place a page begins behind, for lists that the database pages: what orders the rows, of the row
 * that ended the page before. Undefined for the first page.
 *
 * @throws {ApiError} 400 for a cursor that is none
 */
export function placeIn<Place>(
  cursor: string | undefined,
  shape: z.ZodType<Place>,
): Place | undefined {
  if (cursor === undefined) return undefined;
  const text = readCursor(cursor);
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw notACursor();
  }
}

/**
 * Takes the one row that was asked for beyond the page, and makes the next page's address of it.
 *
 * @param rows at most `limit + 1`
 */
export function keysetPage<Row>(
  rows: readonly Row[],
  placeOf: (row: Row) => unknown,
  url: URL,
  { limit }: { limit: number },
): Page<Row> {
  const page = rows.slice(0, limit);
  const next = rows.length > limit ? nextAddress(url, JSON.stringify(placeOf(page.at(-1)!))) : null;
  return { rows: page, next };
}

/**
 * One page of a list that is small enough to be read whole. A cursor says where a page ended, not
 * which row ended it: the next page is right also when that row is gone.
 *
 * @param keyOf where a row stands: unique, and the same in every request; rows are put in its order
 * @throws {ApiError} 400 for a cursor that is none
 */
export function pageOf<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  url: URL,
  { limit, cursor }: z.infer<typeof pageQuery>,
): Page<Row> {
  const after = cursor === undefined ? null : readCursor(cursor);
  const rest = rows.map((row) => ({ row, key: keyOf(row) }))
    .filter(({ key }) => after === null || key > after)
    .sort((left, right) => left.key < right.key ? -1 : left.key > right.key ? 1 : 0);
  const page = rest.slice(0, limit);
  return {
    rows: page.map(({ row }) => row),
    next: rest.length > limit ? nextAddress(url, page.at(-1)!.key) : null,
  };
}

/** The same address, after a row. */
function nextAddress(url: URL, key: string): string {
  const query = new URLSearchParams(url.search);
  query.set("cursor", Buffer.from(key).toString("base64url"));
  return `${url.pathname}?${query}`;
}

/** A time as part of a key whose order is newest first. */
export function newestFirst(at: Date): string {
  return String(Number.MAX_SAFE_INTEGER - at.getTime()).padStart(16, "0");
}
