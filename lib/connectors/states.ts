import type { HttpClient, Sql, SyncProgress } from "../platform/mod.ts";
import { type Connection, listConnections } from "./connections.ts";
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
  /** Live rows here, by stream. */
  rows: {
    inboxes: number;
    agents: number;
    labels: number;
    contacts: number;
    conversations: number;
    messages: number;
  };
}

type Counts = ConnectorState["rows"] & {
  connection_id: string;
  open_errors: number;
  dead_letters: number;
};

async function countRows(sql: Sql, accountScopeId: string): Promise<Map<string, Counts>> {
  const rows = await sql<Counts[]>`
    select c.id as connection_id,
      (select count(*)::int from chatwoot_inboxes r where r.connection_id = c.id and r.deleted_at is null) as inboxes,
      (select count(*)::int from chatwoot_agents r where r.connection_id = c.id and r.deleted_at is null) as agents,
      (select count(*)::int from chatwoot_labels r where r.connection_id = c.id and r.deleted_at is null) as labels,
      (select count(*)::int from chatwoot_contacts r where r.connection_id = c.id and r.deleted_at is null) as contacts,
      (select count(*)::int from chatwoot_conversations r
        where r.connection_id = c.id and r.deleted_at is null) as conversations,
      (select count(*)::int from chatwoot_messages r where r.connection_id = c.id and r.deleted_at is null) as messages,
      (select count(*)::int from error_queue q
        where q.connection_id = c.id and q.status in ('waiting', 'dead_letter')) as open_errors,
      (select count(*)::int from error_queue q where q.connection_id = c.id and q.status = 'dead_letter') as dead_letters
    from connections c where c.account_scope_id = ${accountScopeId}`;
  return new Map(rows.map((row) => [row.connection_id, row]));
}

async function lastRuns(sql: Sql, accountScopeId: string): Promise<Map<string, SyncRun>> {
  const rows = await sql<SyncRun[]>`
    select distinct on (connection_id) id, account_scope_id, connection_id, mode, trigger, status, streams,
      error, started_at, finished_at
    from sync_runs where account_scope_id = ${accountScopeId}
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
  const [connections, counts, runs, reconciliations] = await Promise.all([
    listConnections(sql, accountScopeId),
    countRows(sql, accountScopeId),
    lastRuns(sql, accountScopeId),
    latestReconciliations(sql, accountScopeId),
  ]);
  return await Promise.all(connections.map(async (connection) => {
    const { open_errors = 0, dead_letters = 0, connection_id: _id, ...rows } =
      counts.get(connection.id) ?? {};
    const none = { inboxes: 0, agents: 0, labels: 0, contacts: 0, conversations: 0, messages: 0 };
    return {
      ...connection,
      progress: progress.get(connection.id) ?? null,
      last_run: runs.get(connection.id) ?? null,
      reconciliation: reconciliations.find((run) => run.connection_id === connection.id) ?? null,
      open_errors,
      dead_letters,
      breaker: (await http.breaker(new URL(connection.base_url).host)).state,
      rows: { ...none, ...rows },
    };
  }));
}
