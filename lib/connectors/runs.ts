import type { Sql, TransactionSql } from "../platform/mod.ts";
import type { WriteCounts } from "./stream.ts";

/** A run of one connection, as it is stored. */
export interface SyncRun {
  id: string;
  account_scope_id: string;
  connection_id: string;
  mode: "incremental" | "full";
  trigger: "schedule" | "manual" | "start" | "webhook";
  status: "running" | "succeeded" | "failed" | "stopped";
  streams: Record<string, WriteCounts>;
  error: { code: string; message: string; fix?: string } | null;
  started_at: Date;
  finished_at: Date | null;
}

/** A run that is not heard of for this long has lost its process, seconds. */
export const LEASE_SECONDS = 30;

/** The right to write for a connection: a run and the process it belongs to. */
export interface Lease {
  runId: string;
  owner: string;
}

/** Another process has taken the run's place, because this one was not heard of for too long. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/**
 * Keeps a run's lease from passing on while the transaction lasts.
 *
 * @throws {LeaseLost} when it has passed on already
 */
export async function holdLease(tx: TransactionSql, { runId, owner }: Lease): Promise<void> {
  const [held] = await tx`
    select 1 from sync_runs where id = ${runId} and lease_owner = ${owner} and status = 'running' for share`;
  if (held === undefined) throw new LeaseLost("the lease of this sync was lost");
}

/** What a new run is. */
export interface NewRun {
  accountScopeId: string;
  connectionId: string;
  mode: "incremental" | "full";
  trigger: SyncRun["trigger"];
  owner: string;
}

/**
 * Begins a run, unless one is running: the database allows one per connection. A run whose lease
 * has run out is closed first. Null: somebody else is at it.
 */
export async function beginRun(sql: Sql, run: NewRun): Promise<string | null> {
  await sql`
    update sync_runs set status = 'failed', finished_at = now(), lease_owner = null, lease_until = null,
      error = '{"code": "abandoned", "message": "The process that ran this sync ended"}'
    where connection_id = ${run.connectionId} and status = 'running' and lease_until < now()`;
  const [row] = await sql<{ id: string }[]>`
    insert into sync_runs (account_scope_id, connection_id, mode, trigger, lease_owner, lease_until)
    values (${run.accountScopeId}, ${run.connectionId}, ${run.mode}, ${run.trigger}, ${run.owner},
      now() + make_interval(secs => ${LEASE_SECONDS}))
    on conflict do nothing returning id`;
  return row?.id ?? null;
}

/** Renews a run's lease and tells whether a stop was asked for; null when the lease is lost. */
export async function renewRun(
  sql: Sql,
  { runId, owner }: Lease,
): Promise<{ stop: boolean } | null> {
  const [row] = await sql<{ stop: boolean }[]>`
    update sync_runs set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where id = ${runId} and lease_owner = ${owner} and status = 'running'
    returning stop_requested as stop`;
  return row ?? null;
}

/** Closes a run; false when it is no longer this owner's, and nothing was written. */
export async function endRun(
  sql: Sql | TransactionSql,
  { runId, owner }: Lease,
  result: Pick<SyncRun, "status" | "mode" | "streams" | "error">,
): Promise<boolean> {
  const { count } = await sql`
    update sync_runs set status = ${result.status}, mode = ${result.mode}, finished_at = now(),
      streams = ${sql.json(result.streams as never)}, lease_owner = null, lease_until = null,
      error = ${result.error === null ? null : sql.json(result.error)}
    where id = ${runId} and lease_owner = ${owner} and status = 'running'`;
  return count === 1;
}

/** Asks the running syncs of a connection to stop after the page they are at. Returns how many. */
export async function requestStop(
  sql: Sql,
  accountScopeId: string,
  connectionId: string,
): Promise<number> {
  const { count } = await sql`
    update sync_runs set stop_requested = true
    where connection_id = ${connectionId} and account_scope_id = ${accountScopeId} and status = 'running'`;
  return count;
}

/**
 * Ends all leases at once. Only right where no other process can be running a sync: at the start of
 * the one process that may open the embedded store.
 */
export async function abandonRuns(sql: Sql): Promise<void> {
  await sql`update sync_runs set lease_until = now() - interval '1 second' where status = 'running'`;
}
