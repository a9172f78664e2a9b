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
    const stream = sweepStream(source, list, (at, count) => void ([since, listed] = [at, count]));
    // told of as the list itself
    const onPage: LinearRun["onPage"] = (told) => run.onPage({ ...told, stream: list });
    const counts = await runStream({ ...run, onPage }, stream);
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
