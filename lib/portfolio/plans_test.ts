/** The portfolio's questions are answered by index and in sets, in a scope with a history. */
import { deepEqual, ok } from "node:assert/strict";
import { servedStore } from "../../tests/support/both_stores.ts";
import {
  askedPerRow,
  explaining,
  nodesOf,
  type Plan,
  planOf,
  scannedWhole,
} from "../../tests/support/plans.ts";
import { fillPortfolio } from "../../tests/support/portfolio_rows.ts";
import { makeScope } from "../../tests/support/sync_world.ts";
import { scoreHealth } from "../insights/mod.ts";
import type { Sql } from "../platform/mod.ts";
import { readControlTower } from "./control_tower.ts";
import { DRILL_NAMES } from "./drill/figures.ts";
import { listDrillRows } from "./drill/list_rows.ts";
import { countOverview } from "./overview.ts";
import type { ProjectScope } from "./range.ts";
import { countTrends } from "./trends.ts";

const size = { projects: 40, messages: 60_000, issues: 20_000, evidence: 100 };

/** Tables that grow with what clients write and teams do. */
const LARGE = ["chatwoot_messages", "chatwoot_replies", "linear_issues", "connector_event_states"];

const range = { days: 30, timeZone: "Europe/Berlin", now: Date.now() };

/** Large tables that are read whole, and what is asked again for each row of one. */
function problems(plans: readonly Plan[]): string[] {
  return plans.flatMap((plan) => [
    ...scannedWhole(plan).filter((table) => LARGE.includes(table)),
    ...askedPerRow(plan),
  ]);
}

/** What the database would do for some work, over all its statements. */
async function plansOf(sql: Sql, work: (sql: Sql) => Promise<unknown>): Promise<Plan[]> {
  const listening = explaining(sql);
  await work(listening.sql);
  return await Promise.all(listening.plans);
}

Deno.test({
  name: "the portfolio reads no large table whole, and asks nothing a project",
  ignore: !servedStore.available,
}, async (test) => {
  const store = await servedStore.open();
  const { sql } = store;
  try {
    const accountScopeId = await makeScope(sql);
    const filled = await fillPortfolio(sql, accountScopeId, size, new Date(range.now));
    const [one] = filled.projectIds;
    const all: ProjectScope = filled;

    await test.step("the view", async () => {
      const [view] = await sql<[{ definition: string }]>`
        select definition from pg_matviews where matviewname = 'mv_portfolio_dashboard'`;
      const plan = await planOf(sql, view.definition.replace(/;\s*$/, ""));
      deepEqual(problems([plan]), []);
      const indexes = nodesOf(plan).map((node) => node["Index Name"]);
      ok(indexes.includes("chatwoot_messages_daily"), indexes.join(" "));
      // the one side of a lateral join is connections, of which there are few
      const lateral = view.definition.match(/lateral/gi) ?? [];
      deepEqual(lateral.length, 1);
    });

    const works: Record<string, (sql: Sql) => Promise<unknown>> = {
      "overview of all projects": (sql) => countOverview(sql, all, range),
      "overview of one": (sql) => countOverview(sql, { ...all, projectIds: [one!] }, range),
      "charts": (sql) => countTrends(sql, all, range),
      "health": (sql) => scoreHealth(sql, { accountScopeId, now: new Date(range.now) }),
    };
    for (const [name, work] of Object.entries(works)) {
      await test.step(name, async () => {
        const plans = await plansOf(sql, work);
        ok(plans.length > 0);
        deepEqual(problems(plans).filter((problem) => !/error_queue|job/.test(problem)), []);
      });
    }

    await test.step("control tower, and the rows behind figures of one project", async () => {
      const plans = await plansOf(sql, async (sql) => {
        await readControlTower(sql, accountScopeId, one!, range.now);
        for (const name of DRILL_NAMES) {
          const period = { today: "2026-11-25", timeZone: "UTC" };
          await listDrillRows(sql, { ...all, projectIds: [one!] }, name, period, { limit: 50 });
        }
      });
      ok(plans.length > DRILL_NAMES.length);
      deepEqual(plans.flatMap(scannedWhole).filter((table) => LARGE.includes(table)), []);
    });
  } finally {
    await store.close();
  }
});
