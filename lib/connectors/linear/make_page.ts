import type { TransactionSql } from "../../platform/mod.ts";
import { type DecodedRows, decodeRows } from "../decode_rows.ts";
import type { Page, RejectedRow } from "../stream.ts";
import type { WriteScope } from "../write_scope.ts";
import { type PackedRows, packRows } from "./columns.ts";
import type { ListName } from "./queries.ts";
import type { LinearRow } from "./rows.ts";
import type { MakePage, Walk } from "./source.ts";
import { linearStreams } from "./streams.ts";

/** Decodes raw rows of a stream; the row's type is the stream's own. */
export function decoded<Row extends LinearRow>(
  stream: ListName,
  raw: readonly unknown[],
): DecodedRows<Row> {
  const decode = linearStreams[stream].decode as (raw: unknown) => LinearRow as (
    raw: unknown,
  ) => Row;
  return decodeRows(stream, { primaryKey: "id", decode }, raw);
}

/** A page of decoded rows, written by `write`, which returns how many it made or changed. */
export function pageOf<Row extends LinearRow>(
  stream: ListName,
  { rows, rejected }: { rows: Row[]; rejected: RejectedRow[] },
  walk: Walk,
  write: (tx: TransactionSql, rows: PackedRows<Row>) => Promise<number>,
): Page {
  const packed = packRows(rows);
  return {
    ...walk,
    records: rows.length,
    rejected,
    decoded: new Map([[stream, rows.map((row) => row.external_id)]]),
    write: async (tx) => ({ upserted: await write(tx, packed), tombstoned: 0 }),
  };
}

/** A page with rows that must be there before its own. */
export function withParents(page: Page, parents: readonly Page[]): Page {
  return {
    ...page,
    rejected: [...parents.flatMap(({ rejected }) => rejected), ...page.rejected],
    decoded: new Map([...parents.flatMap((parent) => [...parent.decoded]), ...page.decoded]),
    async write(tx) {
      const sum = { upserted: 0, tombstoned: 0 };
      for (const { write } of [...parents, page]) {
        const { upserted, tombstoned } = await write(tx);
        sum.upserted += upserted;
        sum.tombstoned += tombstoned;
      }
      return sum;
    },
  };
}

/** Pages of rows that stand alone. */
export function plainPages<Row extends LinearRow>(
  stream: ListName,
  write: (tx: TransactionSql, scope: WriteScope, rows: PackedRows<Row>) => Promise<number>,
): MakePage {
  return ({ scope }, raw, walk) =>
    Promise.resolve(
      pageOf(stream, decoded<Row>(stream, raw), walk, (tx, rows) => write(tx, scope, rows)),
    );
}
