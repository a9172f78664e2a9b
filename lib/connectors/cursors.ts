import type { Sql, TransactionSql } from "../platform/mod.ts";

/** How far a stream has been read. */
export interface Cursor {
  /** T0 of the last walk that finished, by the vendor's clock; null before the first. */
  watermark: Date | null;
  /** Where an unfinished walk stands; null between walks. */
  position: unknown;
}

/** Reads a stream's cursor. */
export async function readCursor(sql: Sql, connectionId: string, stream: string): Promise<Cursor> {
  const [row] = await sql<Cursor[]>`
    select watermark, position from sync_cursors
    where connection_id = ${connectionId} and stream = ${stream}`;
  return row ?? { watermark: null, position: null };
}

/** Notes where an unfinished walk stands; committed together with the rows read so far. */
export async function savePosition(
  tx: TransactionSql,
  connectionId: string,
  stream: string,
  position: unknown,
): Promise<void> {
  await tx`
    insert into sync_cursors as stored (connection_id, stream, position)
    values (${connectionId}, ${stream}, ${position === null ? null : tx.json(position as never)})
    on conflict (connection_id, stream) do update set position = excluded.position, updated_at = now()
    where stored.position is distinct from excluded.position`;
}

/** A walk has finished: the watermark moves to its beginning, and no position is left. */
export async function completeWalk(
  sql: Sql | TransactionSql,
  connectionId: string,
  stream: string,
  startedAt: Date,
): Promise<void> {
  await sql`
    insert into sync_cursors (connection_id, stream, watermark, completed_at)
    values (${connectionId}, ${stream}, ${startedAt}, now())
    on conflict (connection_id, stream) do update set watermark = excluded.watermark, position = null,
      completed_at = now(), updated_at = now()`;
}
