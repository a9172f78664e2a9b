import type { Sql } from "../platform/mod.ts";
import type { StreamBalance } from "./balance.ts";
import type { ReconciliationRun } from "./reconciliation.ts";

/** How complete a connection was at the end of a day. */
export interface CompletenessDay {
  connection_id: string;
  /** `YYYY-MM-DD` in the asked time zone. */
  day: string;
  completeness_pct: number;
  total: number;
  missing: number;
}

/** The last comparison of each day and connection, oldest day first; days without one are left out. */
export async function completenessByDay(
  sql: Sql,
  accountScopeId: string,
  { days, timeZone }: { days: number; timeZone: string },
): Promise<CompletenessDay[]> {
  return await sql<CompletenessDay[]>`
    select distinct on (day, connection_id) connection_id, day, completeness_pct::float8, total::int, missing::int
    from (
      select *, to_char(at at time zone ${timeZone}, 'YYYY-MM-DD') as day from reconciliation_runs
      where account_scope_id = ${accountScopeId} and at > now() - make_interval(days => ${days})
    ) r
    order by day, connection_id, at desc`;
}

/** Ids that one comparison has and the other has not. */
export interface IdChange {
  stream: string;
  newly_missing: string[];
  no_longer_missing: string[];
  newly_extra: string[];
  no_longer_extra: string[];
}

/** What changed between two comparisons of a connection. */
export interface ReconciliationDiff {
  connection_id: string;
  current: ReconciliationRun;
  /** Null: there is only one comparison so far. */
  previous: ReconciliationRun | null;
  completeness_delta: number;
  total_delta: number;
  missing_delta: number;
  /** Streams whose ids changed; lists hold at most 200 ids of a comparison. */
  streams: IdChange[];
}

type Streams = Record<string, StreamBalance>;

const without = (left: readonly string[], right: readonly string[]) => {
  const known = new Set(right);
  return left.filter((id) => !known.has(id));
};

/** Which ids changed, stream by stream; streams without a change are left out. */
export function changedIds(current: Streams, previous: Streams): IdChange[] {
  const names = [...new Set([...Object.keys(current), ...Object.keys(previous)])];
  return names.map((stream) => {
    const now = current[stream];
    const before = previous[stream];
    return {
      stream,
      newly_missing: without(now?.missing_ids ?? [], before?.missing_ids ?? []),
      no_longer_missing: without(before?.missing_ids ?? [], now?.missing_ids ?? []),
      newly_extra: without(now?.extra_ids ?? [], before?.extra_ids ?? []),
      no_longer_extra: without(before?.extra_ids ?? [], now?.extra_ids ?? []),
    };
  }).filter(({ stream: _stream, ...lists }) => Object.values(lists).some((ids) => ids.length > 0));
}

function withoutPlace({ place: _place, ...run }: ReconciliationRun & { place: number }) {
  return run;
}

/**
 * Compares each connection's newest comparison with the one before it, or with the newest one that
 * is at least as old as a moment.
 *
 * @param since the moment; null: the comparison before the newest
 */
export async function reconciliationDiffs(
  sql: Sql,
  accountScopeId: string,
  since: Date | null,
): Promise<ReconciliationDiff[]> {
  const columns =
    sql`connection_id, at, streams, joins, total::int, missing::int, completeness_pct::float8`;
  const rows = await sql<(ReconciliationRun & { place: number })[]>`
    with newest as (
      select distinct on (connection_id) * from reconciliation_runs
      where account_scope_id = ${accountScopeId} order by connection_id, at desc, id
    ), before as (
      select distinct on (r.connection_id) r.* from reconciliation_runs r
      join newest n on n.connection_id = r.connection_id and n.id <> r.id
      where r.account_scope_id = ${accountScopeId} and r.at <= coalesce(${since}, n.at)
      order by r.connection_id, r.at desc, r.id
    )
    select ${columns}, 1 as place from newest union all select ${columns}, 2 from before
    order by connection_id, place`;
  const runs = Map.groupBy(rows, (row) => row.connection_id);
  return [...runs].map(([connection_id, [first, second]]) => {
    const current = withoutPlace(first!);
    const previous = second === undefined ? null : withoutPlace(second);
    const base = previous ?? current;
    return {
      connection_id,
      current,
      previous,
      completeness_delta: Math.round(100 * (current.completeness_pct - base.completeness_pct)) /
        100,
      total_delta: current.total - base.total,
      missing_delta: current.missing - base.missing,
      streams: previous === null ? [] : changedIds(current.streams, previous.streams),
    };
  });
}
