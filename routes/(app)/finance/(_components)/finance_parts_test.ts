import { deepEqual, equal, match, ok } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import type { FinanceReport } from "@/lib/insights/mod.ts";
import { burnChart } from "../../analytics/(_components)/work_charts.ts";
import { named } from "../../analytics/(_components)/named.ts";
import { costIn } from "./add_cost.ts";
import { moneyCharts, type NamedMoney } from "./money_charts.ts";
import { moneyTiles } from "./money_tiles.ts";

const en = createTranslator("en", "UTC");
const ru = createTranslator("ru", "UTC");

const report: FinanceReport = {
  currency: "EUR",
  won: { value: 1000, previous: 500 },
  won_deals: 2,
  lost: { value: 0, previous: 0 },
  lost_deals: 0,
  pipeline: 400,
  pipeline_deals: 1,
  deals_elsewhere: 0,
  deals_undated: 0,
  forecast: [30, 60, 90].map((days) => ({ days, deals: 1, weighted: days })),
  costs: { value: 700, previous: 0 },
  margin: { value: -100, previous: null },
  margin_projects: 1,
  stages: [{ stage: "Lead", deals: 1, value: 400, rate: 0.5 }],
  projects: [],
  weeks: [{ week: "2026-11-23", won: 1000, costs: 700 }],
  months: [{ month: "2026-11", planned: 0, won: 1000, lost: 0 }],
};

const client: NamedMoney = {
  ...{ project_id: "p1", name: "A very long name", won: 600, pipeline: 0, weighted: null },
  ...{ costs: 700, margin: -100 },
};

Deno.test("tiles of money open their rows, and compare only with what there was", () => {
  const tiles = moneyTiles(report, en, 30);
  deepEqual(tiles.map(({ key, value, change }) => [key, value, change?.text]), [
    ["won", "€1,000", "+100%"],
    ["pipeline", "€400", undefined],
    ["weighted", "€90.00", undefined],
    ["signed", null, undefined],
    ["costs", "€700", undefined],
    ["margin", "−€100", undefined],
  ]);
  ok(tiles.every(({ href }) => href.startsWith("/finance/rows/") || href === "/agreements"));
});

Deno.test("what is not known says what is missing instead of nothing", () => {
  const unknown = { value: null, previous: null };
  const tiles = moneyTiles(
    {
      ...report,
      ...{ costs: unknown, margin: unknown },
      forecast: report.forecast.map((each) => ({ ...each, weighted: null })),
    },
    ru,
    30,
  );
  const gaps = tiles.filter(({ value }) => value === null);
  deepEqual(gaps.map(({ key }) => key), ["weighted", "signed", "costs", "margin"]);
  for (const { gap } of gaps) match(gap!.text, /\p{Script=Cyrillic}/u);
});

Deno.test("charts of money have their marks open rows; a loss goes below zero", () => {
  const charts = moneyCharts(report, [client], [], 30, en);
  deepEqual(charts.map(({ id }) => id), ["by-project", "forecast", "funnel", "plan", "burn"]);
  const [byProject] = charts;
  deepEqual(byProject!.slots[0]!.values, ["€600", "€700", "−€100"]);
  equal(byProject!.slots[0]!.href, "/finance/rows/won?days=30&project=p1");
  equal(byProject!.xTicks[0]!.label, "A very …");
  const zero = byProject!.series[0]!.bars[0]!;
  const loss = byProject!.series[2]!.bars[0]!;
  ok(Math.abs(zero.y + zero.height - loss.y) < 0.1, "the loss begins where the gain ends");
});

Deno.test("no client and no deal leave their charts out", () => {
  const charts = moneyCharts({ ...report, stages: [] }, [], [], 30, en);
  deepEqual(charts.map(({ id }) => id), ["forecast", "plan", "burn"]);
});

for (
  const [name, burnUp, expected] of [
    ["goes on", { scope: 12, done: 10, pace: 1.5, finish: "2026-12-05" }, [
      "2 left, 1.5 a week: done about 5 Dec 2026",
      "Осталось 2 задачи, по 1,5 в неделю: закончим около 5 дек. 2026 г.",
    ]],
    ["stands still", { scope: 12, done: 10, pace: 0, finish: null }, [
      "2 left, and nothing was completed in four weeks",
      "Осталось задач: 2, за четыре недели не закрыто ни одной",
    ]],
    ["is done", { scope: 10, done: 10, pace: 1, finish: "2026-11-25" }, [
      "Nothing is left to do",
      "Всё сделано",
    ]],
  ] as const
) {
  Deno.test(`the work ${name}, in words`, () => {
    const { scope, done, ...rest } = burnUp;
    const told = { ...rest, weeks: [{ week: "2026-11-23", scope, done }] };
    deepEqual([burnChart(told, en).unit, burnChart(told, ru).unit], expected);
  });
}

Deno.test("clients come by name, what is unassigned last and only with figures", () => {
  const projects = [
    { id: "u", kind: "unassigned", name: "Unassigned" },
    { id: "b", kind: "client", name: "Beta" },
    { id: "a", kind: "client", name: "Acme" },
  ];
  const rows = ["u", "b", "a", "gone"].map((project_id) => ({ project_id }));
  const names = (has: boolean) =>
    named(rows, { projects } as never, ru, () => has).map(({ name }) => name);
  deepEqual(names(true), ["Acme", "Beta", "Не распределено"]);
  deepEqual(names(false), ["Acme", "Beta"]);
});

const form = {
  ...{ action: "add" as const, project_id: "p1", incurred_on: "2026-11-25", amount: "1 234,5" },
  ...{ currency: " eur ", category: " Hosting ", note: "" },
};

Deno.test("a form becomes a cost, or says beside each field what is wrong", () => {
  deepEqual(costIn(form, new Set(["p1"]), en), {
    cost: {
      ...{ project_id: "p1", incurred_on: "2026-11-25", amount: 1234.5, currency: "EUR" },
      ...{ category: "Hosting", note: null },
    },
  });
  const wrong = {
    ...{ action: "add" as const, project_id: "p2", incurred_on: "2026-02-30", amount: "0" },
    ...{ currency: "€", category: " ", note: "x".repeat(1001) },
  };
  const told = costIn(wrong, new Set(["p1"]), en);
  deepEqual("refused" in told && told.refused.errors, {
    project_id: "No project of this name",
    incurred_on: "Is no date",
    amount: "Must not be zero",
    currency: "Is no currency code",
    category: "Is empty",
    note: "Is too long",
  });
});
