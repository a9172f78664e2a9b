import type { TransactionSql } from "../../../platform/mod.ts";
import type { Collecting } from "../collecting.ts";

/** Jobs that run more often than this are routine, seconds. */
const ROUTINE_SECONDS = 3600;

/**
 * Tells how jobs went: those that run hourly or more rarely from beginning to end; of the many
 * routine ones only that they began to fail, or work again. The sync is told by its runs.
 */
export async function collectJobRuns(
  tx: TransactionSql,
  { accountScopeId, since }: Collecting,
  ids: readonly string[],
): Promise<number> {
  const { count } = await tx`
    insert into connector_events (project_id, account_scope_id, kind, source_table, source_id, occurred_at,
      dedup_key, snippet, data)
    select u.id, j.account_scope_id, k.kind, 'job_runs', r.id, k.at, k.kind || ':' || r.id,
      case when k.kind = 'process_failed' then left(r.error ->> 'message', 500) end,
      jsonb_strip_nulls(jsonb_build_object('process', 'job', 'job', j.name, 'status', r.status,
        'code', r.error -> 'code'))
    from job_runs r
    join jobs j on j.id = r.job_id
    join projects u on u.account_scope_id = j.account_scope_id and u.kind = 'unassigned'
    left join lateral (
      select b.status = 'succeeded' as fine from job_runs b
      where b.job_id = r.job_id and b.started_at < r.started_at and b.status not in ('running', 'stopped')
      order by b.started_at desc limit 1
    ) before on true
    cross join lateral (values
      ('process_started', r.started_at),
      (case when r.status = 'succeeded' then 'process_finished'
        when r.status in ('failed', 'timed_out', 'abandoned') then 'process_failed' end, r.finished_at)
    ) as k (kind, at)
    where r.id = any (${[...ids]}) and j.account_scope_id = ${accountScopeId}
      and j.name <> 'connectors_sync_cycle' and k.kind is not null and k.at >= ${since}
      and (j.cadence_seconds >= ${ROUTINE_SECONDS}
        or (k.kind <> 'process_started' and (r.status = 'succeeded') <> coalesce(before.fine, true)))
    on conflict do nothing`;
  return count;
}
