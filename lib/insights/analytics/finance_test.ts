import { deepEqual, equal } from "node:assert/strict";
import { sourceRows } from "../../../tests/support/source_rows.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { addCost } from "../costs/keep_cost.ts";
import type { Asked } from "./asked.ts";
import { marginOf, reportFinance } from "./finance.ts";
import { winRates } from "./win_rates.ts";

for (
  const [won, costs, margin] of [
    [100, 40, 60],
    [null, 40, -40],
    [0.3, 0.1, 0.2],
    [100, null, null],
    [null, null, null],
  ] as const
) {
  Deno.test(`${won} won less ${costs} spent leaves ${margin}`, () =>
    equal(marginOf(won, costs), margin));
}

/** November 2026, as seen on its 25th. */
const november = (stores: Stores, projects: Record<string, string>): Asked => ({
  accountScopeId: stores.accountScopeId,
  projectIds: Object.values(projects),
  ...{ from: "2026-11-01", to: "2026-11-25", today: "2026-11-25", timeZone: "UTC" },
});

const spend = (
  { sql, actor }: Stores,
  project_id: string,
  incurred_on: string,
  amount: number,
  currency = "EUR",
) => addCost(sql, actor, { project_id, incurred_on, amount, currency, category: "x", note: null });

testOnStores("Forecasts", {
  async "differ by expected close and by the win rate of the stage"(stores) {
    const { sql, accountScopeId } = stores;
    const { deal, moved, projects } = await sourceRows(stores, ["acme", "globex"]);
    // four closed deals, two of them won: p = 0.5
    const closed = { stage_since: "2026-06-01T00:00:00Z", value: 1 };
    const ids = [
      await deal({ project: "acme", stage: "Won 🎉", ...closed }),
      await deal({ project: "acme", stage: "Won", ...closed }),
      await deal({ project: "acme", stage: "Lost", ...closed }),
      await deal({ project: "globex", stage: "Lost", ...closed }),
    ];
    // all were leads; the won ones and one of the lost came to a proposal
    for (const [index, id] of ids.entries()) {
      const last = index < 2 ? "Won" : "Lost";
      await moved(id, "Lead", index < 3 ? "Proposal" : last, `2026-05-0${index + 1}T00:00:00Z`);
      if (index < 3) await moved(id, "Proposal", last, `2026-06-0${index + 1}T00:00:00Z`);
    }
    const open = (stage: string, value: number, expected_close: string | null, more = {}) =>
      deal({ project: "acme", stage, value, expected_close, ...more });
    await open("Lead", 1000, "2026-12-10");
    await open("Proposal", 2000, "2027-01-10");
    await open("Negotiation", 4000, "2027-02-20");
    // late: it may close any day
    await open("Lead", 100, "2026-11-01");
    // outside: too far, no date, another currency
    await open("Lead", 7000, "2027-02-24");
    await open("Lead", 8000, null);
    await open("Lead", 9000, "2026-12-01", { currency: "USD" });

    const rates = await sql<{ stage: string; won: number; closed: number; rate: string }[]>`
      select stage, won, closed, round(rate, 4) as rate
      from (${winRates(sql, accountScopeId)}) r order by stage`;
    // Lead (2 + 3·½)/(4 + 3), Proposal (2 + 3·½)/(3 + 3), Negotiation: none passed it, so ½
    deepEqual(rates.map(({ stage, won, closed, rate }) => [stage, won, closed, Number(rate)]), [
      ["Lead", 2, 4, 0.5],
      ["Negotiation", 0, 0, 0.5],
      ["Proposal", 2, 3, 0.5833],
    ]);
    const report = await reportFinance(sql, november(stores, projects));
    // 30 days: 1000·½ + 100·½; 60: + 2000·7/12; 90: + 4000·½
    deepEqual(report.forecast, [
      { days: 30, deals: 2, weighted: 550 },
      { days: 60, deals: 3, weighted: 1716.67 },
      { days: 90, deals: 4, weighted: 3716.67 },
    ]);
    deepEqual([report.pipeline, report.pipeline_deals], [22_100, 6]);
    deepEqual([report.deals_elsewhere, report.deals_undated], [1, 1]);
    deepEqual(
      report.stages.map(({ stage, deals, value }) => [stage, deals, value]),
      [["Lead", 4, 16_100], ["Negotiation", 1, 4000], ["Proposal", 1, 2000]],
    );
    const [acme] = report.projects;
    deepEqual([acme!.pipeline, acme!.weighted], [22_100, 3716.67]);
  },

  async "are unknown while no deal is closed, and nothing without open ones"(stores) {
    const { sql } = stores;
    const { deal, projects } = await sourceRows(stores, ["acme"]);
    const asked = november(stores, projects);
    deepEqual((await reportFinance(sql, asked)).forecast.map(({ weighted }) => weighted), [
      0,
      0,
      0,
    ]);
    await deal({ project: "acme", stage: "Lead", value: 10, expected_close: "2026-12-01" });
    const { forecast, stages } = await reportFinance(sql, asked);
    deepEqual(forecast.map(({ weighted }) => weighted), [null, null, null]);
    equal(stages[0]!.rate, null);
  },
});

testOnStores("Money of projects", {
  async "is what was won in the days less what was spent in them"(stores) {
    const { sql } = stores;
    const { deal, projects } = await sourceRows(stores, ["acme", "globex"]);
    const closes = (project: string, stage: string, value: number, at: string) =>
      deal({ project, stage, value, stage_since: `${at}T12:00:00Z`, expected_close: at });
    await closes("acme", "Won", 1000, "2026-11-02");
    await closes("globex", "Won", 500, "2026-11-20");
    await closes("acme", "Lost", 300, "2026-11-03");
    // in the 25 days before these
    await closes("acme", "Won", 200, "2026-10-20");
    await closes("acme", "Won", 50, "2026-10-06");
    await spend(stores, projects.acme!, "2026-11-01", 400.5);
    await spend(stores, projects.acme!, "2026-11-25", 99.5);
    await spend(stores, projects.acme!, "2026-10-31", 70);
    await spend(stores, projects.acme!, "2026-11-05", 1000, "USD");

    const report = await reportFinance(sql, november(stores, projects));
    deepEqual([report.won, report.won_deals], [{ value: 1500, previous: 200 }, 2]);
    deepEqual([report.lost, report.lost_deals], [{ value: 300, previous: 0 }, 1]);
    // of acme alone, whose costs are known: 1000 - 500, and 200 - 70 before
    deepEqual([report.costs, report.margin, report.margin_projects], [
      { value: 500, previous: 70 },
      { value: 500, previous: 130 },
      1,
    ]);
    deepEqual(report.projects.map(({ won, costs, margin }) => [won, costs, margin]), [
      [1000, 500, 500],
      // nothing is known of its costs, so its margin is not its revenue
      [500, null, null],
    ]);
    deepEqual(report.weeks.map(({ week, won, costs }) => [week.slice(5), won, costs]), [
      ["10-26", 0, 400.5],
      ["11-02", 1000, 0],
      ["11-09", 0, 0],
      ["11-16", 500, 0],
      ["11-23", 0, 99.5],
    ]);
    deepEqual(report.months.map(({ month, planned, won, lost }) => [month, planned, won, lost]), [
      ["2026-06", 0, 0, 0],
      ["2026-07", 0, 0, 0],
      ["2026-08", 0, 0, 0],
      ["2026-09", 0, 0, 0],
      ["2026-10", 250, 250, 0],
      ["2026-11", 1800, 1500, 300],
      ["2026-12", 0, 0, 0],
      ["2027-01", 0, 0, 0],
    ]);
  },

  async "says that costs are not known instead of nothing spent"(stores) {
    const { sql } = stores;
    const { issue, projects } = await sourceRows(stores, ["acme", "globex"]);
    const asked = november(stores, projects);
    await issue({ project: "acme", estimate: 3, completed_at: "2026-11-10T00:00:00Z" });
    const { costs, margin, weeks } = await reportFinance(sql, asked);
    deepEqual([costs, margin], [{ value: null, previous: null }, { value: null, previous: null }]);
    equal(weeks[0]!.costs, null);
  },

  async "takes estimates times the rate where a project has no entries"(stores) {
    const { sql, accountScopeId } = stores;
    const { issue, projects } = await sourceRows(stores, ["acme", "globex"]);
    await sql`update account_scopes set hourly_rate = 80.5 where id = ${accountScopeId}`;
    for (const project of ["acme", "globex"]) {
      await issue({ project, estimate: 3, completed_at: "2026-11-10T00:00:00Z" });
      await issue({ project, estimate: 0.5, completed_at: "2026-11-11T00:00:00Z" });
      // not in these days, not estimated, not done
      await issue({ project, estimate: 8, completed_at: "2026-10-10T00:00:00Z" });
      await issue({ project, completed_at: "2026-11-11T00:00:00Z" });
      await issue({ project, estimate: 8 });
    }
    await spend(stores, projects.globex!, "2026-11-02", 10);
    const report = await reportFinance(sql, november(stores, projects));
    deepEqual(report.projects.map(({ costs }) => costs), [281.75, 10]);
    equal(report.costs.value, 291.75);
    equal(report.costs.previous, 644);
  },
});
