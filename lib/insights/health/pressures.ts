import type { Sql } from "../../platform/mod.ts";
import type { Factor, HealthPressures, OpenSignal, TrustedSource } from "./formula.ts";

/** What a project's scores are computed from. */
export interface ProjectPressures extends HealthPressures {
  projectId: string;
  /** Today in the scope's time zone, `YYYY-MM-DD`. */
  day: string;
  sources: TrustedSource[];
  /** Jobs of the scope whose last run failed. */
  failingJobs: number;
  /** The factors at the end of the last day before today, at most a week ago. */
  before: Factor[] | null;
}

interface Row {
  project_id: string;
  day: string;
  signals: OpenSignal[] | null;
  overdue: number | null;
  overdue_ids: string[] | null;
  sources: TrustedSource[] | null;
  failing_jobs: number;
  before: Factor[] | null;
}

/** Reads what the scores of a scope's client projects are computed from, for all of them at once. */
export async function readPressures(
  sql: Sql,
  accountScopeId: string,
  now: Date,
): Promise<ProjectPressures[]> {
  const rows = await sql<Row[]>`
    with zone as (
      select (${now}::timestamptz at time zone time_zone)::date as today
      from account_scopes where id = ${accountScopeId}
    ), noticed as (
      select project_id, jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'severity', severity,
        'confidence', confidence) order by severity desc, occurred_at desc, id) as signals
      from signals
      where account_scope_id = ${accountScopeId} and resolved_at is null
        and status in ('proposed', 'accepted')
      group by project_id
    ), late as (
      select i.project_id, count(*)::int as overdue,
        (array_agg(i.id order by i.due_date desc, i.id))[1:50] as ids
      from linear_issues i, zone
      where i.account_scope_id = ${accountScopeId} and i.deleted_at is null and i.archived_at is null
        and i.completed_at is null and i.canceled_at is null
        and i.due_date is not null and i.due_date < zone.today
      group by i.project_id
    ), compared as (
      select distinct on (connection_id) connection_id, completeness_pct, total
      from reconciliation_runs
      where account_scope_id = ${accountScopeId} and at > ${now}::timestamptz - interval '7 days'
      order by connection_id, at desc
    ), errors as (
      select connection_id, count(*)::int as open_errors from error_queue
      where account_scope_id = ${accountScopeId} and status in ('waiting', 'dead_letter')
      group by connection_id
    ), bound as (
      select b.project_id, jsonb_agg(jsonb_build_object('connection_id', c.id, 'status', c.status,
        'completeness_pct', r.completeness_pct, 'weight', greatest(1, r.total),
        'hours', extract(epoch from ${now}::timestamptz - c.last_synced_at) / 3600,
        'open_errors', coalesce(e.open_errors, 0)) order by c.created_at, c.id) as sources
      from (select distinct project_id, connection_id from bindings
        where account_scope_id = ${accountScopeId}) b
      join connections c on c.id = b.connection_id
      left join compared r on r.connection_id = c.id
      left join errors e on e.connection_id = c.id
      group by b.project_id
    ), yesterday as (
      select distinct on (d.project_id) d.project_id, d.factors
      from health_days d, zone
      where d.account_scope_id = ${accountScopeId} and d.day < zone.today and d.day >= zone.today - 7
      order by d.project_id, d.day desc
    )
    select p.id as project_id, zone.today::text as day, n.signals, l.overdue, l.ids as overdue_ids,
      b.sources, y.factors as before,
      (select count(*)::int from jobs
        where account_scope_id = ${accountScopeId} and consecutive_failures > 0) as failing_jobs
    from projects p cross join zone
    left join noticed n on n.project_id = p.id
    left join late l on l.project_id = p.id
    left join bound b on b.project_id = p.id
    left join yesterday y on y.project_id = p.id
    where p.account_scope_id = ${accountScopeId} and p.kind = 'client' and p.archived_at is null
    order by p.id`;
  return rows.map((row) => ({
    projectId: row.project_id,
    day: row.day,
    signals: row.signals ?? [],
    overdue: row.overdue ?? 0,
    overdueIds: row.overdue_ids ?? [],
    sources: row.sources ?? [],
    failingJobs: row.failing_jobs,
    before: row.before,
  }));
}
