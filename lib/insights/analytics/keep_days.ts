import type { Clock, Sql, TransactionSql } from "../../platform/mod.ts";
import { dayAfter, type Days } from "./asked.ts";

/** Days that are counted again by every run: what vendors tell late is mostly younger. */
const RECENT = 14;

/** Days that are counted when a local day begins, and at first. */
const ALL = 120;

/** What the days of a scope are counted by. */
interface Scope {
  accountScopeId: string;
  timeZone: string;
  today: string;
}

/**
 * Counts the days of a scope's client projects. What is a state of now alone (pipeline, the best chance to
 * sell, completeness) is written for today and stays as it was on days before. Returns how many rows
 * changed: none where nothing did.
 */
async function countDays(sql: TransactionSql, scope: Scope, { from, to }: Days): Promise<number> {
  const { accountScopeId, timeZone, today } = scope;
  const start = sql`${from}::date::timestamp at time zone ${timeZone}`;
  const dayOf = (column: string) => sql`(${sql(column)} at time zone ${timeZone})::date`;
  const { count } = await sql`
    with own as materialized (
      select p.id as project_id, s.currency from projects p join account_scopes s on s.id = p.account_scope_id
      where p.account_scope_id = ${accountScopeId} and p.kind = 'client' and p.archived_at is null
    ), days as (
      select day::date as day from generate_series(${from}::date, ${to}::date, interval '1 day') as day
    ), talk as (
      select m.project_id, ${dayOf("m.vendor_created_at")} as day,
        count(*) filter (where m.direction = 'incoming')::int as messages_in,
        count(*) filter (where m.direction = 'outgoing')::int as messages_out,
        count(distinct c.contact_external_id) filter (where m.direction = 'incoming')::int as contacts
      from chatwoot_messages m
      join chatwoot_conversations c on c.project_id = m.project_id and c.connection_id = m.connection_id
        and c.external_id = m.conversation_external_id and c.deleted_at is null
      where m.project_id = any (array(select project_id from own)) and m.vendor_created_at >= ${start}
        and m.deleted_at is null and not m.private and m.direction in ('incoming', 'outgoing')
      group by 1, 2
    ), answered as (
      select r.project_id, ${dayOf("r.at")} as day, count(*)::int as responses,
        round(percentile_cont(0.5) within group (order by r.minutes)::numeric, 2) as median,
        round(percentile_cont(0.9) within group (order by r.minutes)::numeric, 2) as p90
      from chatwoot_replies r
      where r.project_id = any (array(select project_id from own)) and r.at >= ${start} group by 1, 2
    ), finished as (
      select i.project_id, ${dayOf("i.completed_at")} as day, count(*)::int as issues
      from linear_issues i
      where i.project_id = any (array(select project_id from own)) and i.deleted_at is null
        and i.completed_at >= ${start} group by 1, 2
    ), made as (
      select i.project_id, ${dayOf("i.vendor_created_at")} as day, count(*)::int as issues
      from linear_issues i
      where i.project_id = any (array(select project_id from own)) and i.deleted_at is null
        and i.vendor_created_at >= ${start} group by 1, 2
    ), late as (
      -- at the end of each day from the one after the due date to the one before its end
      select i.project_id, day::date as day, count(*)::int as issues
      from linear_issues i
      cross join lateral generate_series(
        greatest(i.due_date + 1, ${dayOf("i.vendor_created_at")}, ${from}::date)::timestamp,
        least(coalesce((least(i.completed_at, i.canceled_at, i.archived_at) at time zone ${timeZone})::date - 1,
          ${to}::date), ${to}::date)::timestamp,
        interval '1 day') as day
      where i.project_id = any (array(select project_id from own)) and i.deleted_at is null
        and i.due_date < ${to}::date
        and coalesce(least(i.completed_at, i.canceled_at, i.archived_at) >= ${start}, true)
      group by 1, 2
    ), risky as (
      select r.project_id, day::date as day, count(*)::int as risks, round(avg(r.severity), 2) as severity
      from risks r
      cross join lateral generate_series(greatest(${
    dayOf("r.opened_at")
  }, ${from}::date)::timestamp,
        least(coalesce(${
    dayOf("r.closed_at")
  } - 1, ${to}::date), ${to}::date)::timestamp, interval '1 day') as day
      where r.project_id = any (array(select project_id from own)) and coalesce(r.closed_at >= ${start}, true)
      group by 1, 2
    ), agreed as (
      select a.project_id, ${dayOf("a.agreed_at")} as day, count(*)::int as agreements
      from agreements a
      where a.project_id = any (array(select project_id from own)) and a.agreed_at >= ${start}
        and a.resolved_at is null and a.status <> 'dismissed'
      group by 1, 2
    ), spent as (
      select c.project_id, c.incurred_on as day, sum(c.amount) as amount
      from cost_entries c join own o on o.project_id = c.project_id and o.currency = c.currency
      where c.incurred_on >= ${from}::date group by 1, 2
    ), costly as (
      select distinct project_id from cost_entries where account_scope_id = ${accountScopeId}
    ), open_deals as (
      select d.project_id, sum(d.value) as value
      from attio_deals d join own o on o.project_id = d.project_id and o.currency = d.currency
      where d.deleted_at is null and deal_outcome(d.stage) = 'open' group by 1
    ), chances as (
      select project_id, max(score) as score from upsell_items
      where account_scope_id = ${accountScopeId} and resolved_at is null and status in ('proposed', 'accepted')
      group by 1
    ), complete as (
      select b.project_id, round(avg(r.completeness_pct), 2) as pct
      from (select distinct project_id, connection_id from bindings where account_scope_id = ${accountScopeId}) b
      cross join lateral (
        select completeness_pct from reconciliation_runs r where r.connection_id = b.connection_id
        order by r.at desc limit 1
      ) r
      group by 1
    )
    insert into project_days as kept (project_id, account_scope_id, day, messages_in, messages_out, contacts,
      responses, response_median_minutes, response_p90_minutes, issues_completed, issues_created,
      issues_overdue, open_risks, risk_severity_mean, agreements, costs, upsell_score, pipeline, completeness_pct)
    select o.project_id, ${accountScopeId}, d.day, coalesce(t.messages_in, 0), coalesce(t.messages_out, 0),
      coalesce(t.contacts, 0), coalesce(a.responses, 0), a.median, a.p90, coalesce(f.issues, 0),
      coalesce(m.issues, 0), coalesce(l.issues, 0), coalesce(r.risks, 0), r.severity, coalesce(g.agreements, 0),
      case when x.project_id is not null then coalesce(s.amount, 0) end, now.score, now.value, now.pct
    from own o cross join days d
    left join talk t on t.project_id = o.project_id and t.day = d.day
    left join answered a on a.project_id = o.project_id and a.day = d.day
    left join finished f on f.project_id = o.project_id and f.day = d.day
    left join made m on m.project_id = o.project_id and m.day = d.day
    left join late l on l.project_id = o.project_id and l.day = d.day
    left join risky r on r.project_id = o.project_id and r.day = d.day
    left join agreed g on g.project_id = o.project_id and g.day = d.day
    left join spent s on s.project_id = o.project_id and s.day = d.day
    left join costly x on x.project_id = o.project_id
    left join lateral (
      select h.score, coalesce(p.value, 0) as value, c.pct
      from (select 1) here
      left join chances h on h.project_id = o.project_id
      left join open_deals p on p.project_id = o.project_id
      left join complete c on c.project_id = o.project_id
      where d.day = ${today}::date
    ) now on true
    on conflict (project_id, day) do update set
      messages_in = excluded.messages_in, messages_out = excluded.messages_out, contacts = excluded.contacts,
      responses = excluded.responses, response_median_minutes = excluded.response_median_minutes,
      response_p90_minutes = excluded.response_p90_minutes, issues_completed = excluded.issues_completed,
      issues_created = excluded.issues_created, issues_overdue = excluded.issues_overdue,
      open_risks = excluded.open_risks, risk_severity_mean = excluded.risk_severity_mean,
      agreements = excluded.agreements, costs = excluded.costs,
      upsell_score = case when kept.day = ${today}::date then excluded.upsell_score else kept.upsell_score end,
      pipeline = case when kept.day = ${today}::date then excluded.pipeline else kept.pipeline end,
      completeness_pct =
        case when kept.day = ${today}::date then excluded.completeness_pct else kept.completeness_pct end
    where (kept.messages_in, kept.messages_out, kept.contacts, kept.responses, kept.response_median_minutes,
        kept.response_p90_minutes, kept.issues_completed, kept.issues_created, kept.issues_overdue,
        kept.open_risks, kept.risk_severity_mean, kept.agreements, kept.costs)
      is distinct from (excluded.messages_in, excluded.messages_out, excluded.contacts, excluded.responses,
        excluded.response_median_minutes, excluded.response_p90_minutes, excluded.issues_completed,
        excluded.issues_created, excluded.issues_overdue, excluded.open_risks, excluded.risk_severity_mean,
        excluded.agreements, excluded.costs)
      or (kept.day = ${today}::date and (kept.upsell_score, kept.pipeline, kept.completeness_pct)
        is distinct from (excluded.upsell_score, excluded.pipeline, excluded.completeness_pct))`;
  return count;
}

/**
 * Brings the figures of a scope's days up to date: of the last two weeks, and of four months when a
 * local day begins. Returns how many rows changed.
 */
export async function keepDays(
  { sql, clock }: { sql: Sql; clock: Clock },
  accountScopeId: string,
): Promise<{ changed: number }> {
  const [scope] = await sql<{ time_zone: string; today: string; begun: boolean }[]>`
    select s.time_zone, t.today::text as today, not exists (
        select from projects p where p.account_scope_id = s.id and p.kind = 'client' and p.archived_at is null
          and not exists (select from project_days d where d.project_id = p.id and d.day = t.today)
      ) as begun
    from account_scopes s
    cross join lateral (select (${new Date(
    clock.now(),
  )}::timestamptz at time zone s.time_zone)::date as today) t
    where s.id = ${accountScopeId}`;
  if (scope === undefined) return { changed: 0 };
  const { today, time_zone: timeZone, begun } = scope;
  const days = { from: dayAfter(today, 1 - (begun ? RECENT : ALL)), to: today };
  const changed = await sql.begin(async (tx) => {
    // compiling the statement takes several times as long as running it
    await tx`set local jit = off`;
    return await countDays(tx, { accountScopeId, timeZone, today }, days);
  });
  return { changed };
}
