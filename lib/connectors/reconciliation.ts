import { recordAudit } from "../audit/mod.ts";
import type { EventBus, Sql } from "../platform/mod.ts";
import type { Reconciliation } from "./balance.ts";

/** A reconciliation as it is stored. */
export interface ReconciliationRun extends Pick<Reconciliation, "streams" | "joins"> {
  connection_id: string;
  at: Date;
  total: number;
  missing: number;
  completeness_pct: number;
}

/** What a reconciliation is recorded for. */
export interface ReconciledRun {
  accountScopeId: string;
  connectionId: string;
  connector: string;
  runId: string;
  /** Percent below which an alarm is raised, unless the scope sets its own. */
  thresholdPct: number;
}

/**
 * Stores a reconciliation. When completeness falls below the threshold, and was not below it
 * before, an audit event and a live event say so.
 */
export async function recordReconciliation(
  sql: Sql,
  events: EventBus,
  run: ReconciledRun,
  result: Reconciliation,
): Promise<void> {
  const dropped = await sql.begin(async (tx) => {
    const [before] = await tx<{ pct: number | null; threshold: number | null }[]>`
      select (select completeness_pct::float8 from reconciliation_runs
          where connection_id = ${run.connectionId} order by at desc limit 1) as pct,
        completeness_min_pct::float8 as threshold
      from account_scopes where id = ${run.accountScopeId}`;
    const threshold = before?.threshold ?? run.thresholdPct;
    await tx`
      insert into reconciliation_runs (account_scope_id, connection_id, sync_run_id, streams, joins, total,
        missing, completeness_pct)
      values (${run.accountScopeId}, ${run.connectionId}, ${run.runId}, ${
      tx.json(result.streams as never)
    },
        ${
      tx.json(result.joins as never)
    }, ${result.total}, ${result.missing}, ${result.completenessPct})`;
    const below = result.completenessPct < threshold && (before?.pct ?? 100) >= threshold;
    if (below) {
      await recordAudit(tx, {
        accountScopeId: run.accountScopeId,
        actor: "system",
        action: "reconciliation.completeness_drop",
        entity: "connection",
        entityId: run.connectionId,
        before: { completeness_pct: before?.pct ?? null },
        after: { completeness_pct: result.completenessPct, threshold_pct: threshold },
      });
    }
    return below ? threshold : null;
  });
  if (dropped === null) return;
  await events.publish({
    type: "completeness_drop",
    accountScopeId: run.accountScopeId,
    projectId: null,
    connector: run.connector,
    completenessPct: result.completenessPct,
    thresholdPct: dropped,
  });
}

/** The newest reconciliation of each of a scope's connections. */
export async function latestReconciliations(
  sql: Sql,
  accountScopeId: string,
): Promise<ReconciliationRun[]> {
  return await sql<ReconciliationRun[]>`
    select distinct on (connection_id) connection_id, at, streams, joins, total::int, missing::int,
      completeness_pct::float8
    from reconciliation_runs where account_scope_id = ${accountScopeId}
    order by connection_id, at desc`;
}

/** Completeness over a scope's connections, weighted by max(1, total); null before the first sync. */
export function portfolioCompleteness(
  runs: Pick<ReconciliationRun, "total" | "completeness_pct">[],
): number | null {
  if (runs.length === 0) return null;
  const weight = runs.reduce((sum, run) => sum + Math.max(1, run.total), 0);
  return runs.reduce((sum, run) => sum + run.completeness_pct * Math.max(1, run.total), 0) / weight;
}
