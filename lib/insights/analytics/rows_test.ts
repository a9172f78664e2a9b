/** Every figure opens exactly the rows it was counted from. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { fillPortfolio } from "../../../tests/support/portfolio_rows.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { type Asked, dayAfter } from "./asked.ts";
import { FIGURE_NAMES, type FigureName } from "./figures.ts";
import { HORIZONS, reportFinance } from "./finance.ts";
import { type FigureRow, listFigureRows } from "./list_rows.ts";
import { measure } from "./measure.ts";
import { reportWork } from "./report.ts";

/** A month of a portfolio with a little of everything. */
async function filled({ sql, accountScopeId, clock }: Stores): Promise<Asked> {
  const now = new Date(clock.now());
  const { projectIds } = await fillPortfolio(sql, accountScopeId, {
    ...{ projects: 4, messages: 2000, issues: 400, evidence: 10 },
  }, now);
  const today = now.toISOString().slice(0, 10);
  await sql`update account_scopes set hourly_rate = 75 where id = ${accountScopeId}`;
  await sql`
    insert into cost_entries (project_id, account_scope_id, incurred_on, amount, currency, category, origin)
    select ${projectIds[0]!}, ${accountScopeId}, ${today}::date - n, n + 0.5, 'EUR', 'x', 'manual'
    from generate_series(0, 40) n`;
  const asked = { today, timeZone: "Europe/Berlin", from: dayAfter(today, -29), to: today };
  return { accountScopeId, projectIds, ...asked };
}

/** All rows of a figure, a few at a time, each behind the one before. */
async function allRows({ sql }: Stores, name: FigureName, asked: Asked): Promise<FigureRow[]> {
  const rows: FigureRow[] = [];
  for (;;) {
    const last = rows.at(-1);
    const after = last === undefined ? undefined : { rank: last.rank, id: last.id };
    const page = await listFigureRows(sql, name, asked, { limit: 37, after });
    rows.push(...page);
    if (page.length < 37) return rows;
  }
}

const cents = (amount: number | null) => Math.round((amount ?? 0) * 100);

testOnStores("The rows behind figures", {
  async "are as many as the figure says, and come to its sum"(stores) {
    const { sql } = stores;
    const asked = await filled(stores);
    const [work, money] = await Promise.all([reportWork(sql, asked), reportFinance(sql, asked)]);
    const rows = Object.fromEntries(
      await Promise.all(FIGURE_NAMES.map(async (name) => {
        const found = await allRows(stores, name, asked);
        equal(new Set(found.map(({ id }) => id)).size, found.length, name);
        equal(found.length, (await measure(sql, name, asked)).count, name);
        ok(found.length > 0, `no rows of ${name}`);
        return [name, found] as const;
      })),
    ) as Record<FigureName, FigureRow[]>;
    const sum = (name: FigureName) => rows[name].reduce((sum, { value }) => sum + cents(value), 0);
    deepEqual(
      [work.inbound, work.outbound, work.contacts, work.completed].map(({ value }) => value),
      (["inbound", "outbound", "contacts", "completed"] as const).map((name) => rows[name].length),
    );
    deepEqual(
      [money.won_deals, money.lost_deals, money.pipeline_deals],
      (["won", "lost", "pipeline"] as const).map((name) => rows[name].length),
    );
    deepEqual(
      [money.won.value, money.lost.value, money.pipeline, money.costs.value].map(cents),
      (["won", "lost", "pipeline", "costs"] as const).map(sum),
    );
    // by week and by project they come to the same
    const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);
    equal(total(work.weeks.map(({ inbound }) => inbound)), rows.inbound.length);
    equal(total(work.projects.map(({ completed }) => completed)), rows.completed.length);
    equal(total(money.projects.map(({ costs }) => cents(costs))), sum("costs"));
    equal(total(money.weeks.map(({ won }) => cents(won))), sum("won"));
    equal(total(money.stages.map(({ deals }) => deals)), rows.pipeline.length);
  },

  async "of a forecast are those of its horizon"(stores) {
    const { sql } = stores;
    const asked = await filled(stores);
    const { forecast } = await reportFinance(sql, asked);
    for (const [index, horizon] of HORIZONS.entries()) {
      const rows = await allRows(stores, "forecast", { ...asked, horizon });
      equal(rows.length, forecast[index]!.deals);
      equal(
        rows.reduce((sum, { value }) => sum + cents(value), 0),
        cents(forecast[index]!.weighted),
      );
    }
    const counts = forecast.map(({ deals }) => deals);
    ok(counts[0]! < counts[1]! && counts[1]! < counts[2]!, counts.join(" "));
  },

  async "are of the projects asked for alone"(stores) {
    const asked = await filled(stores);
    const [first] = asked.projectIds;
    for (const name of FIGURE_NAMES) {
      const rows = await allRows(stores, name, { ...asked, projectIds: [first!] });
      ok(rows.every(({ project_id }) => project_id === first), name);
    }
  },
});
