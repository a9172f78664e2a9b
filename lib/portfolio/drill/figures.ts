import type { PendingQuery, Row } from "postgres";
import type { Sql } from "../../platform/mod.ts";
import type { ProjectScope } from "../range.ts";

/** Which rows of a figure are meant. */
export interface DrillPeriod {
  /** Today in the scope's time zone, `YYYY-MM-DD`. */
  today: string;
  /** IANA name. */
  timeZone: string;
  /** First and last day, both included; the state of the last one where the figure is a state. */
  from?: string;
  to?: string;
}

/** A statement's part that selects a figure's rows. */
type Fragment = PendingQuery<Row[]>;

/** What the rows of a figure are read by. */
export interface Asked extends ProjectScope, DrillPeriod {
  sql: Sql;
}

/** The end of the period as a moment. */
function ends({ sql, to, today, timeZone }: Asked): Fragment {
  return sql`(${to ?? today}::date + 1)::timestamp at time zone ${timeZone}`;
}

/** Condition: a time lies within the period; one without a begin has none. */
function within(asked: Asked, column: Fragment): Fragment {
  const { sql, from, timeZone } = asked;
  return sql`${column} < ${ends(asked)}
    ${
    from === undefined
      ? sql``
      : sql`and ${column} >= ${from}::date::timestamp at time zone ${timeZone}`
  }`;
}

/** Condition: a calendar day lies within the period. */
function days({ sql, from, to, today }: Asked, column: Fragment): Fragment {
  return sql`${column} between ${from ?? today}::date and ${to ?? today}::date`;
}

const epoch = (sql: Sql, column: Fragment) => sql`extract(epoch from ${column})::float8`;

function issues(asked: Asked, condition: Fragment, at: Fragment, rank: Fragment): Fragment {
  const { sql, projectIds } = asked;
  return sql`
    select i.id, i.project_id, i.identifier || ' ' || i.title as title, u.name as detail,
      null::float8 as value, ${at} as at, i.url, ${rank} as rank
    from linear_issues i
    left join linear_users u on u.connection_id = i.connection_id
      and u.external_id = i.assignee_external_id
    where i.project_id = any (${projectIds}) and i.deleted_at is null and ${condition}`;
}

const stillOpen = (sql: Sql) =>
  sql`i.archived_at is null and i.completed_at is null and i.canceled_at is null`;

function deals(asked: Asked, condition: Fragment): Fragment {
  const { sql, projectIds, accountScopeId } = asked;
  return sql`
    select d.id, d.project_id, coalesce(d.name, '') as title, d.stage as detail,
      d.value::float8 as value, d.expected_close::timestamp at time zone 'UTC' as at, d.web_url as url,
      d.value::float8 as rank
    from attio_deals d
    where d.project_id = any (${projectIds}) and d.deleted_at is null and d.value is not null
      and deal_outcome(d.stage) = 'open'
      and d.currency = (select currency from account_scopes where id = ${accountScopeId})
      and ${condition}`;
}

function clients({ sql, projectIds }: Asked, value: Fragment, from: Fragment): Fragment {
  return sql`
    select p.id, p.id as project_id, p.name as title, null::text as detail, ${value}::float8 as value,
      null::timestamptz as at, '/projects/' || p.id as url, -${value}::float8 as rank
    from projects p ${from}
    where p.id = any (${projectIds}) and p.kind = 'client' and p.archived_at is null
      and ${value} is not null`;
}

/** The rows behind each figure: id, project, title, detail, value, time, address, and their order. */
export const DRILLS = {
  projects: ({ sql, projectIds }: Asked) =>
    sql`select id, id as project_id, name as title, null::text as detail, null::float8 as value,
        created_at as at, '/projects/' || id as url, ${epoch(sql, sql`created_at`)} as rank
      from projects
      where id = any (${projectIds}) and kind = 'client' and archived_at is null`,
  conversations: (asked: Asked) => {
    const { sql, projectIds } = asked;
    return sql`
      select c.id, c.project_id, coalesce(s.name, c.external_id) as title, c.status as detail,
        null::float8 as value, c.last_activity_at as at, '/messages/' || c.id as url,
        ${epoch(sql, sql`c.last_activity_at`)} as rank
      from chatwoot_conversations c
      left join chatwoot_contacts s on s.connection_id = c.connection_id
        and s.external_id = c.contact_external_id
      where c.project_id = any (${projectIds}) and c.deleted_at is null`;
  },
  open_issues: (asked: Asked) =>
    issues(
      asked,
      stillOpen(asked.sql),
      asked.sql`i.vendor_updated_at`,
      epoch(asked.sql, asked.sql`i.vendor_updated_at`),
    ),
  overdue_issues: (asked: Asked) => {
    const { sql, today } = asked;
    return issues(
      asked,
      sql`${stillOpen(sql)} and i.due_date < ${today}::date`,
      sql`i.due_date::timestamp at time zone 'UTC'`,
      // the longest overdue first
      sql`-${epoch(sql, sql`i.due_date`)}`,
    );
  },
  blocked_issues: (asked: Asked) => {
    const { sql } = asked;
    return issues(
      asked,
      sql`${stillOpen(sql)} and i.id in (select source_id from connector_event_states
        where aspect = 'blocked' and value = 'true'::jsonb)`,
      sql`i.vendor_updated_at`,
      epoch(sql, sql`i.vendor_updated_at`),
    );
  },
  completed_issues: (asked: Asked) =>
    issues(
      asked,
      within(asked, asked.sql`i.completed_at`),
      asked.sql`i.completed_at`,
      epoch(asked.sql, asked.sql`i.completed_at`),
    ),
  late_issues: (asked: Asked) => {
    const { sql, to, today } = asked;
    const end = ends(asked);
    return issues(
      asked,
      sql`i.due_date < ${to ?? today}::date and i.vendor_created_at < ${end}
        and coalesce(least(i.completed_at, i.canceled_at, i.archived_at) >= ${end}, true)`,
      sql`i.due_date::timestamp at time zone 'UTC'`,
      sql`-${epoch(sql, sql`i.due_date`)}`,
    );
  },
  expected_revenue: (asked: Asked) => deals(asked, asked.sql`true`),
  closing_deals: (asked: Asked): Fragment => deals(asked, days(asked, asked.sql`d.expected_close`)),
  open_risks: (asked: Asked) => {
    const { sql, projectIds, to } = asked;
    // without a day: now, also what a clock that runs ahead has dated
    const then = to === undefined ? sql`status <> 'closed'` : sql`opened_at < ${ends(asked)}
      and (closed_at is null or closed_at >= ${ends(asked)})`;
    return sql`
      select id, project_id, kind as title, origin as detail, severity::float8 as value,
        opened_at as at, '/risks/' || id as url, severity::float8 as rank
      from risks where project_id = any (${projectIds}) and ${then}`;
  },
  health: (asked: Asked) => {
    const { sql, to } = asked;
    return to === undefined
      ? clients(asked, sql`h.score`, sql`join health_scores h on h.project_id = p.id`)
      : clients(
        asked,
        sql`h.score`,
        sql`join health_days h on h.project_id = p.id and h.day = ${to}::date`,
      );
  },
  client_value: (asked: Asked) =>
    clients(
      asked,
      asked.sql`v.client_value`,
      asked.sql`join mv_portfolio_dashboard v on v.project_id = p.id`,
    ),
  upsell: ({ sql, projectIds }: Asked) =>
    sql`select id, project_id, kind as title, facts ->> 'name' as detail, score::float8 as value,
        occurred_at as at, '/upsell/' || id as url, score::float8 as rank
      from upsell_items
      where project_id = any (${projectIds}) and resolved_at is null and status in ('proposed', 'accepted')`,
  agreements: (asked: Asked) => {
    const { sql, projectIds } = asked;
    return sql`
      select id, project_id, quote as title, kind as detail, null::float8 as value, agreed_at as at,
        '/agreements/' || id as url, ${epoch(sql, sql`agreed_at`)} as rank
      from agreements
      where project_id = any (${projectIds}) and resolved_at is null and status <> 'dismissed'
        and ${within(asked, sql`agreed_at`)}`;
  },
  costs: (asked: Asked): Fragment => {
    const { sql, projectIds, accountScopeId } = asked;
    return sql`
      select id, project_id, category as title, note as detail, amount::float8 as value,
        incurred_on::timestamp at time zone 'UTC' as at, null::text as url, ${
      epoch(sql, sql`incurred_on`)
    } as rank
      from cost_entries
      where project_id = any (${projectIds}) and ${days(asked, sql`incurred_on`)}
        and currency = (select currency from account_scopes where id = ${accountScopeId})`;
  },
  money: (asked: Asked): Fragment =>
    asked.sql`${DRILLS.closing_deals(asked)} union all
      select id, project_id, title, detail, -value, at, url, -value from (${
      DRILLS.costs(asked)
    }) c`,
  comparisons: (asked: Asked) => {
    const { sql, accountScopeId } = asked;
    return sql`
      select distinct on (r.connection_id) r.id, null::uuid as project_id, c.connector as title,
        r.completeness_pct::text as detail, r.missing::float8 as value, r.at,
        '/connectors/reconciliation' as url, r.missing::float8 as rank
      from connections c join reconciliation_runs r on r.connection_id = c.id
      where c.account_scope_id = ${accountScopeId} and r.at < ${ends(asked)}
      order by r.connection_id, r.at desc`;
  },
} satisfies Record<string, (asked: Asked) => Fragment>;

/** A figure that opens its rows here. */
export type DrillName = keyof typeof DRILLS;

/** The names of all such figures. */
export const DRILL_NAMES = Object.keys(DRILLS) as [DrillName, ...DrillName[]];
