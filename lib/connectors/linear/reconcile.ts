import type { Sql } from "../../platform/mod.ts";
import {
  balanceStream,
  type JoinBalance,
  type Reconciliation,
  reconciliationOf,
  type StreamBalance,
} from "../balance.ts";
import type { SyncOutcome } from "../connector.ts";
import { failingRows } from "../failing_rows.ts";
import type { ListName } from "./queries.ts";
import { linearStreams } from "./streams.ts";
import { sweepName } from "./sweep_stream.ts";
import { WINDOWED } from "./window_stream.ts";

const LISTS = Object.keys(linearStreams) as ListName[];

/** Live rows by stream. */
async function countRows(sql: Sql, connectionId: string): Promise<Map<string, number>> {
  const parts = LISTS.map((list) =>
    sql`select ${list}::text as stream, count(*)::int as rows from ${sql(linearStreams[list].table)}
      where connection_id = ${connectionId} and deleted_at is null`
  );
  const rows = await sql<{ stream: string; rows: number }[]>`
    ${parts.reduce((whole, part) => sql`${whole} union all ${part}`)}`;
  return new Map(rows.map((row) => [row.stream, row.rows]));
}

/** Rows by stream that the last sweep did not meet and nobody has buried: it refused to. */
async function unseenRows(sql: Sql, connectionId: string): Promise<Map<string, string[]>> {
  const parts = WINDOWED.map((list) =>
    sql`select ${list}::text as stream, array(select t.external_id from ${
      sql(linearStreams[list].table)
    } t
        join sync_cursors c on c.connection_id = t.connection_id and c.stream = ${sweepName(list)}
        where t.connection_id = ${connectionId} and t.deleted_at is null and t.seen_at < c.watermark
        order by 1) as ids`
  );
  const rows = await sql<{ stream: string; ids: string[] }[]>`
    ${parts.reduce((whole, part) => sql`${whole} union all ${part}`)}`;
  return new Map(rows.map((row) => [row.stream, row.ids]));
}

/** Rows that point at another row, and those whose other row is here. */
async function countJoins(sql: Sql, connectionId: string): Promise<Record<string, JoinBalance>> {
  const live = sql`t.connection_id = ${connectionId} and t.deleted_at is null`;
  const [row] = await sql<
    [{ issues: number; state: number; team: number; comments: number; issue: number }]
  >`
    select i.*, c.* from (
      select count(*)::int as issues, count(s.external_id)::int as state, count(m.external_id)::int as team
      from linear_issues t
      left join linear_workflow_states s on s.connection_id = t.connection_id
        and s.external_id = t.state_external_id and s.deleted_at is null
      left join linear_teams m on m.connection_id = t.connection_id
        and m.external_id = t.team_external_id and m.deleted_at is null
      where ${live}
    ) i, (
      select count(*)::int as comments, count(i.external_id)::int as issue
      from linear_comments t
      left join linear_issues i on i.connection_id = t.connection_id
        and i.external_id = t.issue_external_id and i.deleted_at is null
      where ${live} and t.issue_external_id is not null
    ) c`;
  return {
    issues_with_state: { total: row.issues, joined: row.state },
    issues_with_team: { total: row.issues, joined: row.team },
    comments_with_issue: { total: row.comments, joined: row.issue },
  };
}

/**
 * Compares the source's own counts with the rows here. The lists that are read whole are counted in
 * each run, the others by the sweep of their ids; between sweeps the rows here and the differences
 * known by their ids say what the source holds: windows bring every change since.
 */
export async function reconcileLinear(
  sql: Sql,
  connectionId: string,
  outcome: Pick<SyncOutcome, "sourceCounts">,
): Promise<Reconciliation> {
  const [local, extra, failing, joins] = await Promise.all([
    countRows(sql, connectionId),
    unseenRows(sql, connectionId),
    failingRows(sql, connectionId, linearStreams),
    countJoins(sql, connectionId),
  ]);
  const streams: Record<string, StreamBalance> = {};
  for (const list of LISTS) {
    const here = local.get(list) ?? 0;
    const { missing, stale } = failing.get(list) ?? { missing: [], stale: [] };
    const extraIds = extra.get(list) ?? [];
    const source = outcome.sourceCounts[list] ?? here - extraIds.length + missing.length;
    streams[list] = balanceStream(source, {
      ...{ local: here, stale: stale.length, missingIds: missing, extraIds },
    });
  }
  return reconciliationOf(streams, joins);
}
