import type { TransactionSql } from "../../../platform/mod.ts";
import type { Collecting } from "../collecting.ts";

/**
 * Tells how syncs went: those a person or the start asked for, full ones and a connection's first
 * from beginning to end; of the many routine ones only that they began to fail, or work again. They
 * are in the unassigned project, as a connection serves many.
 */
async function tellRuns(
  tx: TransactionSql,
  { accountScopeId, since }: Collecting,
  ids: readonly string[],
): Promise<number> {
  const { count } = await tx`
    insert into connector_events (project_id, account_scope_id, kind, connector, connection_id, source_table,
      source_id, occurred_at, dedup_key, snippet, data)
    select u.id, r.account_scope_id, k.kind, n.connector, n.id, 'sync_runs', r.id, k.at,
      k.kind || ':' || r.id, case when k.kind = 'process_failed' then left(r.error ->> 'message', 500) end,
      jsonb_strip_nulls(jsonb_build_object('process', 'sync', 'mode', r.mode, 'trigger', r.trigger,
        'code', r.error -> 'code', 'records', case when k.kind = 'process_finished' then
          (select sum((s.value ->> 'records')::bigint) from jsonb_each(r.streams) s) end))
    from sync_runs r
    join connections n on n.id = r.connection_id
    join projects u on u.account_scope_id = r.account_scope_id and u.kind = 'unassigned'
    left join lateral (
      select b.status from sync_runs b
      where b.connection_id = r.connection_id and b.started_at < r.started_at
        and b.status in ('succeeded', 'failed')
      order by b.started_at desc limit 1
    ) before on true
    cross join lateral (values
      ('process_started', r.started_at),
      (case r.status when 'succeeded' then 'process_finished' when 'failed' then 'process_failed'
        when 'stopped' then 'process_warning' end, r.finished_at)
    ) as k (kind, at)
    where r.id = any (${[...ids]}) and r.account_scope_id = ${accountScopeId} and k.kind is not null
      and k.at >= ${since}
      and (r.mode = 'full' or r.trigger in ('manual', 'start') or before.status is null
        or (k.kind in ('process_finished', 'process_failed') and r.status <> before.status))
    on conflict do nothing`;
  return count;
}

/** Tells of each warning that a connection's last sync has and the one before it had not. */
async function tellWarnings(
  tx: TransactionSql,
  { accountScopeId, since }: Collecting,
  ids: readonly string[],
): Promise<number> {
  const [row] = await tx<[{ told: number }]>`
    with seen as materialized (
      select n.id, n.connector, r.at, n.status_detail -> 'warnings' as warnings,
        coalesce(jsonb_path_query_array(n.status_detail, '$.warnings[*].code'), '[]') as value
      from connections n
      join (
        select connection_id, max(finished_at) as at from sync_runs
        where id = any (${[...ids]}) and status = 'succeeded' group by connection_id
      ) r on r.connection_id = n.id
      where n.account_scope_id = ${accountScopeId}
    ), changed as materialized (
      select v.*, coalesce(s.value, '[]') as was, coalesce(s.changes + 1, 0) as number
      from seen v left join connector_event_states s on s.connection_id = v.id and s.source_id = v.id
        and s.aspect = 'warnings'
      where v.value <> coalesce(s.value, '[]')
    ), remembered as (
      insert into connector_event_states as s (account_scope_id, connection_id, source_id, aspect, value, at)
      select ${accountScopeId}, c.id, c.id, 'warnings', c.value, c.at from changed c
      on conflict (connection_id, source_id, aspect) do update
        set value = excluded.value, at = excluded.at, changes = s.changes + 1
    ), told as (
      insert into connector_events (project_id, account_scope_id, kind, connector, connection_id,
        source_table, source_id, occurred_at, dedup_key, snippet, data)
      select u.id, ${accountScopeId}, 'process_warning', c.connector, c.id, 'connections', c.id, c.at,
        concat_ws(':', 'process_warning', c.id, w.value ->> 'code', c.number),
        left(w.value ->> 'message', 500),
        jsonb_build_object('process', 'sync', 'code', w.value -> 'code')
      from changed c
      cross join lateral jsonb_array_elements(c.warnings) w
      join projects u on u.account_scope_id = ${accountScopeId} and u.kind = 'unassigned'
      where not c.was ? (w.value ->> 'code') and c.at >= ${since}
      on conflict do nothing
      returning 1
    )
    select count(*)::int as told from told`;
  return row.told;
}

/** How syncs went, and what they warn of. */
export async function collectSyncRuns(
  tx: TransactionSql,
  context: Collecting,
  ids: readonly string[],
): Promise<number> {
  return await tellRuns(tx, context, ids) + await tellWarnings(tx, context, ids);
}
