import type { SyncOutcome, SyncWarning } from "../connector.ts";
import { commit, finishStream, runStream } from "../engine.ts";
import { noCounts } from "../stream.ts";
import { sweep } from "../sweep.ts";
import { bury } from "./bury.ts";
import { goneOf } from "./look_up.ts";
import type { SweptName } from "./queries.ts";
import { reasonsOf } from "./reasons.ts";
import { buryUnseenTeams } from "./reload_stream.ts";
import type { LinearRun } from "./run.ts";
import type { LinearSource } from "./source.ts";
import { linearStreams } from "./streams.ts";
import { sweepName, sweepStream } from "./sweep_stream.ts";
import { WINDOWED } from "./window_stream.ts";

/** Lists whose rows belong to rows of another list. */
const belongsTo: Partial<Record<SweptName, readonly SweptName[]>> = {
  project_updates: ["projects"],
  comments: ["issues", "project_updates"],
  attachments: ["issues"],
};

/** So many rows of a list are gone that it is not believed. */
export function tooManyGone(list: string, count: number): SyncWarning {
  return {
    ...{ code: "too_many_suspects", stream: list },
    message: `${count} ${
      list.replaceAll("_", " ")
    } are no longer to be seen, more than 5 % of all: they are kept`,
    fix:
      "Check that the token still sees every team. If they were really deleted, ask for a full sync to confirm it.",
  };
}

/** Rows of a list in the trash that a sweep has met: the source lists them, but they do not count. */
async function trashedSince(
  { sql, connectionId }: LinearRun,
  list: SweptName,
  since: string,
): Promise<number> {
  const [row] = await sql<[{ count: number }]>`
    select count(*)::int as count from ${sql(linearStreams[list].table)}
    where connection_id = ${connectionId} and deleted_reason = 'trashed' and seen_at >= ${since}`;
  return row.count;
}

/**
 * Looks for every row by its id: what is missing here is read, what the source does not know any
 * more is buried, unless it is so much that the token is to be suspected.
 *
 * @param visible ids of the teams the token sees
 */
export async function sweepIds(
  run: LinearRun,
  source: LinearSource,
  visible: ReadonlySet<string>,
  outcome: SyncOutcome,
): Promise<void> {
  const refused = new Set<SweptName>();
  for (const list of WINDOWED) {
    let [since, listed] = [source.scope.seenAt, 0];
    const told = {
      ...run,
      onPage: (page: Parameters<typeof run.onPage>[0]) => run.onPage({ ...page, stream: list }),
    };
    const counts = await runStream(
      told,
      sweepStream(source, list, (at, count) => {
        [since, listed] = [at, count];
      }),
    );
    const sum = outcome.streams[list] ??= noCounts();
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += counts[key];
    outcome.sourceCounts[list] = listed - await trashedSince(run, list, since);
    // rows of rows that are kept are kept with them
    if (belongsTo[list]?.some((parent) => refused.has(parent))) {
      refused.add(list);
    } else {
      const result = await sweep(run, { ...source.scope, seenAt: since }, {
        stream: list,
        table: linearStreams[list].table,
        lookUp: async (ids, signal) =>
          reasonsOf(source, list, await goneOf(source.lists, list, ids, signal), visible),
        bury: (tx, scope, ids, reason) => bury(tx, scope, list, ids, reason),
      }, run.massDeletionConfirmed);
      sum.tombstoned += result.tombstoned;
      if (result.refused > 0) {
        refused.add(list);
        outcome.warnings.push(tooManyGone(list, result.refused));
      }
    }
    await finishStream(run, sweepName(list), Date.parse(since));
  }
  if (refused.size === 0) await commit(run, (tx) => buryUnseenTeams(tx, source, visible));
}

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
