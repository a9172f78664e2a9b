import type { Sql } from "../../platform/mod.ts";
import type { Collecting } from "./collect.ts";

/** Days ahead in which promises are told before they are due: today, when a digest is read. */
const AHEAD_DAYS = { daily: 1, weekly: 7 };

/**
 * A query of what digests tell: `section, project_id, id, rank` (the higher, the sooner told) and
 * `line`, the facts.
 */
export function sectionLines(
  sql: Sql,
  { accountScopeId, timeZone, first_day, last_day }: Collecting,
) {
  const since = sql`(${first_day}::date::timestamp at time zone ${timeZone})`;
  const until = sql`((${last_day}::date + 1)::timestamp at time zone ${timeZone})`;
  const within = (column: string) => {
    const at = sql.unsafe(column);
    return sql`${at} >= ${since} and ${at} < ${until}`;
  };
  const client = sql`project_id in (select id from projects
    where account_scope_id = ${accountScopeId} and kind = 'client' and archived_at is null)`;
  const ahead = AHEAD_DAYS[first_day === last_day ? "daily" : "weekly"];
  const told = sql`jsonb_build_object('kind', kind, 'severity', severity,
    'text', coalesce(facts ->> 'name', facts ->> 'contact'))`;
  return sql`
    select 'signals_opened' as section, project_id, id, severity as rank, ${told} as line
    from signals where ${client} and ${
    within("raised_at")
  } and status <> 'dismissed' and resolved_at is null
    union all
    select 'signals_closed', project_id, id, severity, ${told}
    from signals where ${client} and ${within("resolved_at")} and status <> 'dismissed'
    union all
    select 'risks_opened', project_id, id, severity, ${told}
    from risks where ${client} and ${within("opened_at")} and status <> 'closed'
    union all
    select 'risks_closed', project_id, id, severity, ${told}
    from risks where ${client} and ${within("closed_at")}
    union all
    select 'issues_completed', project_id, id, extract(epoch from completed_at),
      jsonb_build_object('text', title, 'identifier', identifier, 'url', url)
    from linear_issues where ${client} and deleted_at is null and ${within("completed_at")}
    union all
    -- what has become overdue lately first: the rest was told before
    select 'issues_overdue', project_id, id, due_date - ${last_day}::date,
      jsonb_build_object('text', title, 'identifier', identifier, 'url', url, 'day', due_date)
    from linear_issues where ${client} and deleted_at is null and archived_at is null
      and completed_at is null and canceled_at is null and due_date <= ${last_day}::date
    union all
    select 'deals_moved', project_id, id, coalesce(value, 0),
      jsonb_build_object('text', name, 'to', stage, 'url', web_url, 'value', value, 'currency', currency,
        'from', (select e.data ->> 'from' from connector_events e
          where e.source_id = d.id and e.kind = 'deal_stage_changed' and e.retracted_at is null
            and ${within("e.occurred_at")}
          order by e.occurred_at limit 1))
    from attio_deals d where ${client} and deleted_at is null and ${within("stage_since")}
    union all
    select 'promises_due', project_id, id, due_on - ${last_day}::date,
      jsonb_build_object('text', title, 'day', due_on, 'identifier', issue_identifier, 'url', issue_url)
    from continuity_items c where ${client} and resolved_at is null and due_on <= ${last_day}::date + ${ahead}::int
      and (status in ('proposed', 'applying', 'exported') or status = 'applied' and exists (
        select from linear_issues i where i.external_id = c.issue_external_id
          and i.connection_id = c.issue_connection_id and i.deleted_at is null
          and i.completed_at is null and i.canceled_at is null))
      and due_on > ${first_day}::date - 30
    union all
    select 'agreements', project_id, id, extract(epoch from agreed_at),
      jsonb_build_object('kind', kind, 'text', quote)
    from agreements where ${client} and ${within("agreed_at")} and resolved_at is null
      and status <> 'dismissed'
    union all
    select 'upsell_found', project_id, id, score,
      jsonb_build_object('kind', kind, 'text', coalesce(facts ->> 'name', facts ->> 'contact'),
        'score', score, 'value', value, 'currency', currency)
    from upsell_items where ${client} and ${within("raised_at")} and resolved_at is null
      and status <> 'dismissed'`;
}
