import { decodeRows } from "../decode_rows.ts";
import type { Page } from "../stream.ts";
import { decodeCompany, decodeDeal, decodePerson } from "./decode_records.ts";
import type { AttioRow } from "./rows.ts";
import type { AttioSource } from "./source.ts";
import { attioStreams, isRecords, type StreamName } from "./streams.ts";
import { writeStream } from "./write_stream.ts";

/** Where a page stands in its walk. */
export type Walk = Pick<Page, "done" | "total" | "position">;

/** Of no walk: rows read by their ids. */
export const noWalk: Walk = { done: null, total: null, position: null };

const recordDecoders = { companies: decodeCompany, people: decodePerson, deals: decodeDeal };

/** Decodes raw rows of a stream and makes a page to commit of them. */
export function makePage(
  { scope, passing }: Pick<AttioSource, "scope" | "passing">,
  stream: StreamName,
  raw: readonly unknown[],
  walk: Walk,
): Page {
  const traits = attioStreams[stream];
  const decode: (raw: unknown) => AttioRow = isRecords(stream)
    ? (row) => recordDecoders[stream](row, passing.get(stream))
    : traits.decode;
  const { rows, rejected } = decodeRows(stream, { primaryKey: traits.primaryKey, decode }, raw);
  return {
    ...walk,
    records: rows.length,
    rejected,
    decoded: new Map([[stream, rows.map((row) => row.external_id)]]),
    write: async (tx) => ({ upserted: await writeStream(tx, scope, stream, rows), tombstoned: 0 }),
  };
}
