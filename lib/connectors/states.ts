import type { HttpClient, Sql, SyncProgress } from "../platform/mod.ts";
import { type Connection, listConnections } from "./connections.ts";
import type { Connector } from "./connector.ts";
import { connectorNamed } from "./registry.ts";
import { latestReconciliations, type ReconciliationRun } from "./reconciliation.ts";
import type { SyncRun } from "./runs.ts";

/** Everything a page shows of one connection. */
export interface ConnectorState extends Connection {
  /** Where a running sync stands; null when none runs, or it runs in another process. */
  progress: SyncProgress | null;
  last_run: SyncRun | null;
  reconciliation: ReconciliationRun | null;
  open_errors: number;
  dead_letters: number;
  breaker: "closed" | "open" | "half_open";
  /** Live rows here, by stream, in the connector's order. */
  rows: Record<string, number>;
}

/** Live rows of a scope's connections by connection id and stream, as one query over all tables. */
async function countRows(
  sql: Sql,
  accountScopeId: string,
  streams: Connector["streams"],
): Promise<Map<string, Record<string, number>>> {
  const counted = new Map<string, Record<string, number>>();
  const parts = Object.entries(streams).map(([stream, { table }]) =>
    sql`select connection_id, ${stream}::text as stream, count(*)::int as rows from ${sql(table)}
      where account_scope_id = ${accountScopeId} and deleted_at is null group by connection_id`
  );
  if (parts.length === 0) return counted;
  const rows = await sql<{ connection_id: string; stream: string; rows: number }[]>`
    ${parts.reduce((whole, part) => sql`${whole} union all ${part}`)}`;
  for (const { connection_id, stream, rows: count } of rows) {
    counted.set(connection_id, { ...counted.get(connection_id), [stream]: count });
  }
  return counted;
}

async function countErrors(
  sql: Sql,
  accountScopeId: string,
): Promise<Map<string, { open_errors: number; dead_letters: number }>> {
  const rows = await sql<{ connection_id: string; open_errors: number; dead_letters: number }[]>`
    select connection_id, count(*)::int as open_errors,
      count(*) filter (where status = 'dead_letter')::int as dead_letters
    from error_queue
    where account_scope_id = ${accountScopeId} and status in ('waiting', 'dead_letter')
    group by connection_id`;
  return new Map(rows.map(({ connection_id, ...counts }) => [connection_id, counts]));
}

async function lastRuns(sql: Sql, accountScopeId: string): Promise<Map<string, SyncRun>> {
  const rows = await sql<SyncRun[]>`
    select distinct on (connection_id) id, account_scope_id, connection_id, mode, trigger, status, streams,
      error, started_at, finished_at
    from sync_runs where account_scope_id = ${accountScopeId} and trigger <> 'webhook'
    order by connection_id, started_at desc`;
  return new Map(rows.map((row) => [row.connection_id, row]));
}

/** A scope's connections with their runs, rows, errors and completeness. */
export async function connectorStates(
  sql: Sql,
  http: HttpClient,
  accountScopeId: string,
  progress: ReadonlyMap<string, SyncProgress>,
): Promise<ConnectorState[]> {
  const [connections, errors, runs, reconciliations] = await Promise.all([
    listConnections(sql, accountScopeId),
    countErrors(sql, accountScopeId),
    lastRuns(sql, accountScopeId),
    latestReconciliations(sql, accountScopeId),
  ]);
  const rows = new Map(
    await Promise.all([...new Set(connections.map(({ connector }) => connector))].map(
      async (name) => {
        const { streams } = connectorNamed(name);
        return [name, { streams, counted: await countRows(sql, accountScopeId, streams) }] as const;
      },
    )),
  );
  return await Promise.all(connections.map(async (connection) => {
    const { streams, counted } = rows.get(connection.connector)!;
    const here = counted.get(connection.id) ?? {};
    return {
      ...connection,
      progress: progress.get(connection.id) ?? null,
      last_run: runs.get(connection.id) ?? null,
      reconciliation: reconciliations.find((run) => run.connection_id === connection.id) ?? null,
      ...errors.get(connection.id) ?? { open_errors: 0, dead_letters: 0 },
      breaker: (await http.breaker(new URL(connection.base_url).host)).state,
      rows: Object.fromEntries(Object.keys(streams).map((stream) => [stream, here[stream] ?? 0])),
    };
  }));
}
