import type { LinearRun } from "./run.ts";
import { linearStreams } from "./streams.ts";
import { sweepName } from "./sweep_stream.ts";
import { WINDOWED } from "./window_stream.ts";

const HOUR_MS = 3_600_000;

/** A sweep is due after this, however much there is to look for. */
const LONGEST_MS = 24 * HOUR_MS;

/** And not before this, however little. */
const SHORTEST_MS = HOUR_MS / 6;

/** Requests an hour that sweeps may take on average; a page of ids is one. */
const REQUESTS_PER_HOUR = 60;

/** Whether a sweep of so many rows is due again after `age` milliseconds. */
export function sweepDue(age: number, rows: number): boolean {
  const pause = rows / 250 * (HOUR_MS / REQUESTS_PER_HOUR);
  return age > Math.min(LONGEST_MS, Math.max(SHORTEST_MS, pause));
}

/** Whether the ids are to be looked for now: never done, broken off, or long ago. */
export async function sweepIsDue(run: LinearRun, now: number): Promise<boolean> {
  const cursors = await run.sql<{ watermark: Date | null; begun: boolean }[]>`
    select watermark, position is not null as begun from sync_cursors
    where connection_id = ${run.connectionId} and stream = any (${WINDOWED.map(sweepName)})`;
  if (cursors.length < WINDOWED.length) return true;
  if (cursors.some(({ watermark, begun }) => begun || watermark === null)) return true;
  const age = now - Math.min(...cursors.map(({ watermark }) => watermark!.getTime()));
  if (age <= SHORTEST_MS) return false;
  const tables = WINDOWED.map((list) => linearStreams[list].table);
  const [row] = await run.sql<[{ rows: number }]>`
    select coalesce(sum(greatest(reltuples, 0)), 0)::float8 as rows from pg_class
    where oid = any (select to_regclass(name)::oid from unnest(${tables}::text[]) as name)`;
  return sweepDue(age, row.rows);
}
