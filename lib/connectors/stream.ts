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

/** A row that did not decode: which one, why, and what it was. */
export interface RejectedRow {
  stream: string;
  external_id: string;
  message: string;
  payload: unknown;
}

/** One page of a stream, fetched and decoded, ready to be committed together with the cursor. */
export interface Page {
  records: number;
  /** Rows the source says the whole stream has; null when it does not say. */
  total: number | null;
  rejected: RejectedRow[];
  /** Ids that did decode, by stream: they settle earlier errors. */
  decoded: Map<string, string[]>;
  /** Where the walk goes on after this page; null at its end. */
  position: unknown;
  /** Writes rows and evidence; returns how many rows it made or changed. */
  write(tx: TransactionSql): Promise<number>;
}

/**
 * What a connector says of one of its streams. `full_reload` reads everything each time,
 * `incremental` asks for what changed since the watermark. `deletion` tells how a row's end is seen:
 * a reload without it, a look-up by id after a complete walk, or together with its parent row.
 */
export interface Stream {
  name: string;
  primaryKey: string;
  mode: "full_reload" | "incremental";
  /** Rows the source gives at once; null: all of them. */
  pageSize: number | null;
  deletion: "absent_from_reload" | "missing_by_id";
  /** Pages from `position` (null: the beginning). Throws a `VendorError` when a page cannot be had. */
  pages(position: unknown, signal: AbortSignal): AsyncIterable<Page>;
}

/** Counts of nothing. */
export function noCounts(): WriteCounts {
  return { records: 0, upserted: 0, tombstoned: 0, rejected: 0 };
}
