import type { Sql } from "../../platform/mod.ts";
import { readCursor } from "../cursors.ts";
import { scanName } from "./scan_stream.ts";
import { attioStreams, type ScannedName } from "./streams.ts";

const HOUR_MS = 3_600_000;

/** A stream of more rows is read whole once a day, a smaller one every hour. */
const HOURLY_ROWS = 20_000;

/** Whether a stream of so many rows is to be read whole again after `age` milliseconds. */
export function scanDue(age: number, rows: number): boolean {
  return age >= (rows < HOURLY_ROWS ? HOUR_MS : 24 * HOUR_MS);
}

/**
 * Whether all rows of a stream are to be read now: never done, broken off, or long ago.
 *
 * @param now Attio's clock, epoch milliseconds
 */
export async function scanIsDue(
  sql: Sql,
  connectionId: string,
  stream: ScannedName,
  now: number,
): Promise<boolean> {
  const { watermark, position } = await readCursor(sql, connectionId, scanName(stream));
  if (watermark === null || position !== null) return true;
  const age = Math.max(0, now - watermark.getTime());
  if (!scanDue(age, 0)) return false;
  const [row] = await sql<[{ rows: number }]>`
    select count(*)::int as rows from (
      select from ${sql(attioStreams[stream].table)}
      where connection_id = ${connectionId} and deleted_at is null limit ${HOURLY_ROWS}
    ) live`;
  return scanDue(age, row.rows);
}
