import type { Sql } from "../platform/mod.ts";

/** How long what connections did is kept. */
export interface RunRetention {
  /** Days that ended syncs are kept, settled errors, and deliveries of webhooks that were dealt with. */
  runDays: number;
  /** Days that comparisons are kept: the trend of completeness is drawn from them. */
  comparisonDays: number;
}

/** Rows that were removed. */
export interface ForgottenRuns {
  runs: number;
  errors: number;
  comparisons: number;
  deliveries: number;
}

/**
 * Removes what a scope's connections did so long ago that nobody looks for it: ended syncs, errors
 * that are settled, comparisons, deliveries of webhooks (a repetition comes within minutes). The newest sync and comparison of each connection stay.
 */
export async function forgetRuns(
  sql: Sql,
  accountScopeId: string,
  now: Date,
  { runDays, comparisonDays }: RunRetention,
): Promise<ForgottenRuns> {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const comparisons = await sql`
    delete from reconciliation_runs r
    where r.account_scope_id = ${accountScopeId} and r.at < ${before(comparisonDays)}
      and exists (select from reconciliation_runs n
        where n.connection_id = r.connection_id and n.at > r.at)`;
  const runs = await sql`
    delete from sync_runs r
    where r.account_scope_id = ${accountScopeId} and r.status <> 'running'
      and r.started_at < ${before(runDays)}
      and exists (select from sync_runs n
        where n.connection_id = r.connection_id and n.trigger <> 'webhook' and n.started_at > r.started_at)`;
  const errors = await sql`
    delete from error_queue
    where account_scope_id = ${accountScopeId} and status in ('resolved', 'dismissed')
      and coalesce(resolved_at, last_failed_at) < ${before(runDays)}`;
  const deliveries = await sql`
    delete from webhook_deliveries d using connections c
    where c.id = d.connection_id and c.account_scope_id = ${accountScopeId} and d.status <> 'pending'
      and d.received_at < ${before(runDays)}`;
  return {
    ...{ runs: runs.count, errors: errors.count },
    ...{ comparisons: comparisons.count, deliveries: deliveries.count },
  };
}
