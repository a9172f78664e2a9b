import type { Sql } from "../../platform/mod.ts";
import { type Asked, daysBefore } from "./asked.ts";
import { type Measure, measure, measureBy, NOTHING } from "./measure.ts";
import type { Compared } from "./report.ts";
import { mondaysIn, monthsAround } from "./weeks.ts";
import { winRates } from "./win_rates.ts";

/** What open deals may bring within some days. */
export interface Forecast {
  days: number;
  deals: number;
  /** Null while the scope has closed no deal: then no stage has a win rate. */
  weighted: number | null;
}

/** Open deals of a stage. */
export interface StageFigures {
  stage: string;
  deals: number;
  value: number;
  /** Share of deals that are won from here on; null while none is closed. */
  rate: number | null;
}

/** Money of a project. */
export interface ProjectMoney {
  project_id: string;
  won: number;
  pipeline: number;
  weighted: number | null;
  /** Null: neither entries nor estimates. */
  costs: number | null;
  margin: number | null;
}

/** Money of a month. */
export interface MonthPlan {
  /** `YYYY-MM`. */
  month: string;
  /** Worth of the deals that were, or are, expected to close in it. */
  planned: number;
  /** Worth of those that were won in it. */
  won: number;
  lost: number;
}

/** Money of a week. */
export interface MoneyWeek {
  /** Monday. */
  week: string;
  won: number;
  costs: number | null;
}

/** Deals, costs and what is left. */
export interface FinanceReport {
  currency: string;
  won: Compared;
  won_deals: number;
  lost: Compared;
  lost_deals: number;
  pipeline: number;
  pipeline_deals: number;
  /** Open deals that are not counted: in other currencies, or without a date. */
  deals_elsewhere: number;
  deals_undated: number;
  forecast: Forecast[];
  costs: Compared;
  /** Won less costs of the projects whose costs are known; null without any. */
  margin: Compared;
  /** How many projects these are. */
  margin_projects: number;
  stages: StageFigures[];
  projects: ProjectMoney[];
  weeks: MoneyWeek[];
  months: MonthPlan[];
}

/** Days that forecasts look ahead. */
export const HORIZONS = [30, 60, 90] as const;

/** What is won less what it costs; unknown where costs are. */
export function marginOf(won: number | null, costs: number | null): number | null {
  return costs === null ? null : Math.round(((won ?? 0) - costs) * 100) / 100;
}

/** Projects whose costs are known: by their entries, or by what their work is estimated at. */
async function projectsWithCosts(sql: Sql, asked: Asked): Promise<Set<string>> {
  const { projectIds, accountScopeId } = asked;
  const rows = await sql<{ id: string }[]>`
    select p.id from projects p where p.id = any (${[...projectIds]}) and (
      exists (select from cost_entries c where c.project_id = p.id)
      or exists (select from linear_issues i join account_scopes s on s.id = ${accountScopeId}
        where i.project_id = p.id and s.hourly_rate > 0 and i.deleted_at is null and i.estimate > 0
          and i.completed_at is not null))`;
  return new Set(rows.map(({ id }) => id));
}

async function readStages(sql: Sql, asked: Asked): Promise<StageFigures[]> {
  const [by, rates] = await Promise.all([
    measureBy(sql, "pipeline", asked, "stage"),
    sql<{ stage: string; rate: number }[]>`
      select stage, rate::float8 as rate from (${winRates(sql, asked.accountScopeId)}) r`,
  ]);
  const rateOf = new Map(rates.map(({ stage, rate }) => [stage, rate]));
  const stages = [...by].map(([stage, { count, sum }]) => ({
    ...{ stage, deals: count, value: sum ?? 0, rate: rateOf.get(stage) ?? null },
  }));
  // the further from being won, the earlier; where that says nothing, the more there are
  return stages.toSorted((a, b) => (a.rate ?? 0) - (b.rate ?? 0) || b.deals - a.deals);
}

async function readPlan(sql: Sql, asked: Asked): Promise<Map<string, number>> {
  const { projectIds, accountScopeId } = asked;
  const rows = await sql<{ month: string; value: number }[]>`
    select to_char(d.expected_close, 'YYYY-MM') as month, sum(d.value)::float8 as value
    from attio_deals d join account_scopes s on s.id = ${accountScopeId}
    where d.project_id = any (${[...projectIds]}) and d.deleted_at is null and d.value is not null
      and d.expected_close is not null and d.currency = s.currency
    group by 1`;
  return new Map(rows.map(({ month, value }) => [month, value]));
}

async function readScope(sql: Sql, { accountScopeId, projectIds }: Asked) {
  const [row] = await sql<{ currency: string; elsewhere: number; undated: number }[]>`
    select s.currency, count(*) filter (where d.currency <> s.currency)::int as elsewhere,
      count(*) filter (where d.currency = s.currency and d.expected_close is null)::int as undated
    from account_scopes s
    left join attio_deals d on d.project_id = any (${[...projectIds]}) and d.deleted_at is null
      and d.value > 0 and deal_outcome(d.stage) = 'open'
    where s.id = ${accountScopeId} group by s.id`;
  return row!;
}

/** Counts what was won, is expected, was spent, and is left, beside as many days before. */
export async function reportFinance(sql: Sql, asked: Asked): Promise<FinanceReport> {
  const before = { ...asked, ...daysBefore(asked) };
  const months = monthsAround(asked.today, 5, 2);
  const year = { ...asked, from: `${months[0]}-01`, to: asked.today };
  const names = ["won", "lost", "costs"] as const;
  const [now, then, pipeline, forecasts, known, scope] = await Promise.all([
    Promise.all(names.map((name) => measure(sql, name, asked))),
    Promise.all(names.map((name) => measure(sql, name, before))),
    measure(sql, "pipeline", asked),
    Promise.all(HORIZONS.map((horizon) => measure(sql, "forecast", { ...asked, horizon }))),
    projectsWithCosts(sql, asked),
    readScope(sql, asked),
  ]);
  const { currency, elsewhere, undated } = scope;
  const by = (name: "won" | "costs" | "pipeline" | "forecast", part: "project" | "week") =>
    measureBy(sql, name, asked, part);
  const [own, wonBefore, weekly, monthly, stages, plan] = await Promise.all([
    Promise.all(
      (["won", "costs", "pipeline", "forecast"] as const).map((name) => by(name, "project")),
    ),
    measureBy(sql, "won", before, "project"),
    Promise.all((["won", "costs"] as const).map((name) => by(name, "week"))),
    Promise.all((["won", "lost"] as const).map((name) => measureBy(sql, name, year, "month"))),
    readStages(sql, asked),
    readPlan(sql, asked),
  ]);
  const rated = stages.some(({ rate }) => rate !== null);
  const sumOf = (found: Map<string, Measure> | undefined, key: string) =>
    (found?.get(key) ?? NOTHING).sum ?? 0;
  const [won, lost, spent] = now as [Measure, Measure, Measure];
  const [wonThen, lostThen, spentThen] = then as [Measure, Measure, Measure];
  // what was won where costs are unknown would all count as margin
  const wonKnown = (found: Map<string, Measure> | undefined) =>
    [...known].reduce((sum, id) => sum + sumOf(found, id), 0);
  const costs = known.size === 0 ? null : spent.sum ?? 0;
  const costsThen = known.size === 0 ? null : spentThen.sum ?? 0;
  return {
    currency,
    won: { value: won.sum ?? 0, previous: wonThen.sum ?? 0 },
    won_deals: won.count,
    lost: { value: lost.sum ?? 0, previous: lostThen.sum ?? 0 },
    lost_deals: lost.count,
    pipeline: pipeline.sum ?? 0,
    pipeline_deals: pipeline.count,
    deals_elsewhere: elsewhere,
    deals_undated: undated,
    forecast: HORIZONS.map((days, index) => ({
      days,
      deals: forecasts[index]!.count,
      weighted: rated || pipeline.count === 0 ? forecasts[index]!.sum ?? 0 : null,
    })),
    costs: { value: costs, previous: costsThen },
    margin: {
      value: marginOf(wonKnown(own[0]), costs),
      previous: marginOf(wonKnown(wonBefore), costsThen),
    },
    margin_projects: known.size,
    stages,
    projects: asked.projectIds.map((id) => {
      const costs = known.has(id) ? sumOf(own[1], id) : null;
      const won = sumOf(own[0], id);
      return {
        ...{ project_id: id, won, pipeline: sumOf(own[2], id), costs },
        weighted: rated ? sumOf(own[3], id) : null,
        margin: marginOf(won, costs),
      };
    }),
    weeks: mondaysIn(asked).map((week) => ({
      ...{ week, won: sumOf(weekly[0], week) },
      costs: known.size === 0 ? null : sumOf(weekly[1], week),
    })),
    months: months.map((month) => ({
      ...{ month, planned: plan.get(month) ?? 0 },
      ...{ won: sumOf(monthly[0], month), lost: sumOf(monthly[1], month) },
    })),
  };
}
