import type { TransactionSql } from "../platform/mod.ts";

/** What became of the rows of one page or one stream. */
export interface WriteCounts {
  /** Rows read from the source. */
  records: number;
  /** Rows made or changed here. */
  upserted: number;
  /** Rows marked as gone at the source. */
  tombstoned: number;
  /** Rows that did not decode. */
  rejected: number;
}

/** What writing one page did. */
export type Written = Pick<WriteCounts, "upserted" | "tombstoned">;

/** A decoded row: the vendor's id as text, and the fields of its table. */
export interface StreamRow {
  external_id: string;
}

/** A row that did not decode: which one, why, and what it was. */
export interface RejectedRow {
  stream: string;
  external_id: string;
  message: string;
  payload: unknown;
}

/** One page of a stream, fetched and decoded, ready to be committed together with the cursor. */
export interface Page {
  /** Rows on this page, those that belong to it included (a conversation's messages). */
  records: number;
  /** Rows of the walk read so far, this page included; null when they cannot be counted. */
  done: number | null;
  /** Rows the source says the whole walk has, counted as `done` is; null when it does not say. */
  total: number | null;
  rejected: RejectedRow[];
  /** Ids that did decode, by stream: they settle earlier errors. */
  decoded: Map<string, string[]>;
  /** Where the walk goes on after this page, as JSON; null at its end. */
  position: unknown;
  /** Writes rows and evidence. */
  write(tx: TransactionSql): Promise<Written>;
}

/**
 * What a connector declares of one of its streams.
 *
 * - `full_reload` reads everything each time, `incremental` asks for what changed since the
 *   watermark, `keyset_scan` goes through an immutable order of the source.
 * - `deletion` tells how a row's end is seen: a reload without it; a look-up by id after a complete
 *   walk; a mark the source leaves on the row; or together with its parent row.
 */
export interface StreamTraits {
  /** Table of the stream's rows. */
  table: string;
  /** Field of the source's row that names it; the parts of a path are separated by dots. */
  primaryKey: string;
  /** Field or parameter of the source that the walk follows; null: there is one page. */
  cursor: string | null;
  mode: "full_reload" | "incremental" | "keyset_scan";
  /** Rows the source gives at once; null: all of them. */
  pageSize: number | null;
  deletion: "absent_from_reload" | "missing_by_id" | "marked" | "with_parent";
  /** Strict decoder of one raw row. Throws a `ZodError` that names the field it refuses. */
  decode(raw: unknown): StreamRow;
}

/** A stream as the engine runs it. */
export interface Stream extends StreamTraits {
  name: string;
  /** Pages from `position` (null: the beginning). Throws a `VendorError` when a page cannot be had. */
  pages(position: unknown, signal: AbortSignal): AsyncIterable<Page>;
}

/** Counts of nothing. */
export function noCounts(): WriteCounts {
  return { records: 0, upserted: 0, tombstoned: 0, rejected: 0 };
}
