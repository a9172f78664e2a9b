import type { Sql } from "../platform/mod.ts";
import { completenessByDay, type DayCompleteness } from "./comparisons.ts";
import { daysOf, type ProjectScope, type Range } from "./range.ts";
import { monthsAround, type Week, weeksUntil } from "./weeks.ts";

/** Health of one day over the client projects; null on days without scores. */
export interface DayHealth {
  day: string;
  mean: number | null;
  lowest: number | null;
}

/** What is counted of one week; states are those of its last day. */
export interface WeekFigures extends Week {
  completed: number;
  overdue: number;
  risks: number;
  /** Mean severity of the risks; null without any. */
  severity: number | null;
  agreements: number;
}

/** Money of one month in the scope's currency. */
export interface MonthMoney {
  /** `YYYY-MM`. */
  month: string;
  costs: number;
  /** Worth of open deals that are expected to close in it. */
  pipeline: number;
}

/** What the dashboard's charts show beside messages and response times. */
export interface Trends {
  /** ISO time. */
  as_of: string;
  health_days: DayHealth[];
  weeks: WeekFigures[];
  months: MonthMoney[];
  /** ISO 4217. */
  currency: string;
  completeness_days: DayCompleteness[];
}

/** Days of the chart of health. */
export const HEALTH_DAYS = 60;

/** Months of the chart of money. */
const MONTHS = { before: 3, after: 3 };

async function healthByDay(sql: Sql, scope: ProjectScope, range: Range): Promise<DayHealth[]> {
  const days = daysOf({ ...range, days: HEALTH_DAYS });
  return await sql<DayHealth[]>`
    with scored as (
      select h.day, avg(h.score)::float8 as mean, min(h.score)::float8 as lowest
      from health_days h join projects p on p.id = h.project_id and p.archived_at is null
      where h.day >= ${days[0]!}::date and h.project_id = any (${scope.projectIds})
      group by h.day
    )
    select d.day, s.mean, s.lowest
    from unnest(${days}::text[]) with ordinality as d (day, position)
    left join scored s on s.day = d.day::date order by d.position`;
}

/** Issues completed and agreements made in each week; risks open at the end of each. */
async function happened(
  sql: Sql,
  { projectIds }: ProjectScope,
  { timeZone }: Range,
  weeks: readonly Week[],
): Promise<Omit<WeekFigures, "overdue">[]> {
  const bounds = sql`
    select w.first, w.last, w.first::date::timestamp at time zone ${timeZone} as begins,
      (w.last::date + 1)::timestamp at time zone ${timeZone} as ends
    from unnest(${weeks.map(({ first }) => first)}::text[], ${
    weeks.map(({ last }) => last)
  }::text[])
      as w (first, last)`;
  return await sql<Omit<WeekFigures, "overdue">[]>`
    with weeks as materialized (${bounds}), completed as (
      select w.first, count(*)::int as count
      from weeks w join linear_issues i on i.completed_at >= w.begins and i.completed_at < w.ends
      where i.project_id = any (${projectIds}) and i.deleted_at is null
        and i.completed_at >= (select min(begins) from weeks)
      group by w.first
    ), agreed as (
      select w.first, count(*)::int as count
      from weeks w join agreements a on a.agreed_at >= w.begins and a.agreed_at < w.ends
      where a.project_id = any (${projectIds}) and a.resolved_at is null and a.status <> 'dismissed'
      group by w.first
    ), risky as (
      select w.first, count(*)::int as count, avg(r.severity)::float8 as severity
      from weeks w join risks r on r.opened_at < w.ends and (r.closed_at is null or r.closed_at >= w.ends)
      where r.project_id = any (${projectIds})
      group by w.first
    )
    select w.first, w.last, coalesce(c.count, 0) as completed, coalesce(a.count, 0) as agreements,
      coalesce(r.count, 0) as risks, r.severity
    from weeks w
    left join completed c on c.first = w.first
    left join agreed a on a.first = w.first
    left join risky r on r.first = w.first
    order by w.first`;
}

/**
 * Issues overdue at the end of each week: due before its last day, made and not closed by then. Each
 * issue is read once: it is overdue in the weeks after its due date (and its making) up to its end.
 */
async function overdueByWeek(
  sql: Sql,
  { projectIds }: ProjectScope,
  { timeZone }: Range,
  weeks: readonly Week[],
): Promise<number[]> {
  const lasts = weeks.map(({ last }) => last);
  const rows = await sql<{ from: number; to: number; count: number }[]>`
    with edges as materialized (
      select array_agg(day::date order by day) as days,
        array_agg((day::date + 1)::timestamp at time zone ${timeZone} order by day) as ends
      from unnest(${lasts}::text[]) as day
    ), late as (
      select greatest(width_bucket(i.due_date, (select days from edges)),
          width_bucket(i.vendor_created_at, (select ends from edges))) as "from",
        coalesce(width_bucket(least(i.completed_at, i.canceled_at, i.archived_at), (select ends from edges)),
          ${weeks.length}) as "to"
      from linear_issues i
      where i.project_id = any (${projectIds}) and i.deleted_at is null and i.due_date is not null
        and i.due_date < ${lasts.at(-1)!}::date
    )
    select "from", "to", count(*)::int as count from late where "from" < "to" group by 1, 2`;
  // a bucket is how many edges lie at or before: week n (from 0) is late after `from` and up to `to`
  return weeks.map((_, week) =>
    rows.reduce((sum, { from, to, count }) => sum + (from <= week && week < to ? count : 0), 0)
  );
}

async function moneyByMonth(
  sql: Sql,
  scope: ProjectScope,
  range: Range,
): Promise<{ months: MonthMoney[]; currency: string }> {
  const months = monthsAround(range.now, range.timeZone, MONTHS);
  const rows = await sql<(MonthMoney & { currency: string })[]>`
    with own as (select currency from account_scopes where id = ${scope.accountScopeId}),
    months as (
      select month, (month || '-01')::date as first,
        ((month || '-01')::date + interval '1 month')::date as next
      from unnest(${months}::text[]) as month
    ), spent as (
      select m.month, sum(c.amount)::float8 as amount
      from months m join cost_entries c on c.incurred_on >= m.first and c.incurred_on < m.next
      where c.project_id = any (${scope.projectIds}) and c.currency = (select currency from own)
      group by m.month
    ), expected as (
      select m.month, sum(d.value)::float8 as amount
      from months m join attio_deals d on d.expected_close >= m.first and d.expected_close < m.next
      where d.project_id = any (${scope.projectIds}) and d.deleted_at is null
        and d.currency = (select currency from own) and deal_outcome(d.stage) = 'open'
      group by m.month
    )
    select m.month, coalesce(s.amount, 0) as costs, coalesce(e.amount, 0) as pipeline, own.currency
    from months m cross join own
    left join spent s on s.month = m.month left join expected e on e.month = m.month
    order by m.month`;
  return {
    months: rows.map(({ month, costs, pipeline }) => ({ month, costs, pipeline })),
    currency: rows[0]?.currency ?? "EUR",
  };
}

/** Counts what the dashboard's charts show: 60 days of health, 12 weeks of work, 7 months of money. */
export async function countTrends(sql: Sql, scope: ProjectScope, range: Range): Promise<Trends> {
  const weeks = weeksUntil(range.now, range.timeZone);
  const [health_days, figures, overdue, money, completeness_days] = await Promise.all([
    healthByDay(sql, scope, range),
    happened(sql, scope, range, weeks),
    overdueByWeek(sql, scope, range, weeks),
    moneyByMonth(sql, scope, range),
    completenessByDay(sql, scope.accountScopeId, range),
  ]);
  return {
    as_of: new Date(range.now).toISOString(),
    health_days,
    weeks: figures.map((week, index) => ({ ...week, overdue: overdue[index]! })),
    ...money,
    completeness_days,
  };
}
