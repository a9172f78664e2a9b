import { buildBarModel, buildTimeSeriesModel } from "@/components/chart/layout.ts";
import type { ChartModel } from "@/components/chart/model.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { FinanceReport, ProjectMoney } from "@/lib/insights/mod.ts";
import { axisName, noon } from "../../(_components)/slots.ts";
import { headed, weekSlots } from "../../analytics/(_components)/work_charts.ts";

/** Clients that a chart shows, those with the most first. */
const MOST_CLIENTS = 8;

/** A project's money with its name. */
export interface NamedMoney extends ProjectMoney {
  name: string;
}

/** How money of the report is written. */
const written = ({ currency }: FinanceReport, t: Translator) => ({
  formatValue: (value: number) => t.format.money(value, currency),
  formatTick: (value: number) => t.format.compact(value),
});

function byProject(
  report: FinanceReport,
  rows: readonly NamedMoney[],
  days: number,
  t: Translator,
) {
  const most = rows.toSorted((a, b) =>
    Math.max(b.won, b.costs ?? 0) - Math.max(a.won, a.costs ?? 0)
  ).slice(0, MOST_CLIENTS);
  if (most.length === 0) return [];
  const model = buildBarModel({
    ...{ id: "by-project", title: t("finance.byProject"), unit: report.currency },
    slots: most.map(({ name, project_id }) => ({
      ...{ label: name, tick: axisName(name) },
      href: `/finance/rows/won?days=${days}&project=${project_id}`,
    })),
    series: [
      { key: "won", name: t("finance.won"), values: most.map(({ won }) => won) },
      { key: "costs", name: t("finance.spent"), values: most.map(({ costs }) => costs) },
      { key: "margin", name: t("finance.margin"), values: most.map(({ margin }) => margin) },
    ],
    ...written(report, t),
  }, t);
  return [headed(model, t("finance.client"))];
}

function burn(report: FinanceReport, t: Translator): ChartModel {
  const { weeks } = report;
  const sums = (amounts: readonly (number | null)[]) => {
    let sum = 0;
    return amounts.map((amount) => amount === null ? null : sum += amount);
  };
  const model = buildTimeSeriesModel({
    ...{ id: "burn", title: t("finance.burn"), unit: report.currency },
    slots: weekSlots(weeks, t),
    series: [
      { key: "won", name: t("finance.won"), values: sums(weeks.map(({ won }) => won)) },
      { key: "costs", name: t("finance.spent"), values: sums(weeks.map(({ costs }) => costs)) },
    ],
    ...written(report, t),
  }, t);
  return headed(model, t("analytics.week"));
}

function forecast(report: FinanceReport, t: Translator): ChartModel {
  const model = buildBarModel({
    id: "forecast",
    title: t("finance.forecast"),
    unit: t("finance.weightedUnit", { currency: report.currency }),
    slots: report.forecast.map(({ days }) => ({
      ...{
        label: t("finance.within", { count: days }),
        tick: t("finance.within", { count: days }),
      },
      href: `/finance/rows/forecast?horizon=${days}`,
    })),
    series: [{
      ...{ key: "weighted", name: t("finance.weightedSeries") },
      values: report.forecast.map(({ weighted }) => weighted),
    }],
    ...written(report, t),
  }, t);
  return headed(model, t("shell.timeRange"));
}

function plan(report: FinanceReport, t: Translator): ChartModel {
  const { months } = report;
  const model = buildBarModel({
    ...{ id: "plan", title: t("finance.plan"), unit: report.currency },
    slots: months.map(({ month }) => {
      const at = noon(`${month}-01`, t);
      const [year, number] = month.split("-").map(Number) as [number, number];
      const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
      return {
        ...{ label: t.format.month(at), tick: t.format.shortMonth(at) },
        href: `/finance/rows/won?from=${month}-01&to=${last}`,
      };
    }),
    series: [
      { key: "planned", name: t("finance.planned"), values: months.map(({ planned }) => planned) },
      { key: "won", name: t("finance.wonSeries"), values: months.map(({ won }) => won) },
      { key: "lost", name: t("finance.lostSeries"), values: months.map(({ lost }) => lost) },
    ],
    ...written(report, t),
  }, t);
  return headed(model, t("finance.date"));
}

/** Open deals by stage, from the first to the last: bars, which show what each holds. */
function funnel(report: FinanceReport, t: Translator): ChartModel[] {
  const { stages } = report;
  if (stages.length === 0) return [];
  const nameOf = (stage: string) => stage === "" ? t("finance.noStage") : stage;
  const model = buildBarModel({
    ...{ id: "funnel", title: t("finance.funnel"), unit: report.currency },
    slots: stages.map(({ stage, deals, rate }) => ({
      label: [
        nameOf(stage),
        t("finance.deals", { count: deals }),
        ...rate === null ? [] : [`${t("finance.rate")} ${t.format.percent(100 * rate, 0)}`],
      ].join(" · "),
      ...{ tick: axisName(nameOf(stage)), href: "/finance/rows/pipeline" },
    })),
    series: [{
      ...{ key: "value", name: t("finance.worth") },
      values: stages.map(({ value }) => value),
    }],
    ...written(report, t),
  }, t);
  return [headed(model, t("finance.funnel"))];
}

/** How much clients are worth keeping well, from the portfolio's own figures. */
function values(
  clients: readonly { project_id: string; name: string; client_value: number | null }[],
  t: Translator,
): ChartModel[] {
  const known = clients.filter(({ client_value }) => client_value !== null)
    .toSorted((a, b) => b.client_value! - a.client_value!).slice(0, MOST_CLIENTS);
  if (known.length === 0) return [];
  const model = buildBarModel({
    ...{ id: "client-value", title: t("finance.clientValue"), unit: t("finance.points") },
    slots: known.map(({ name, project_id }) => ({
      ...{ label: name, tick: axisName(name), href: `/projects/${project_id}` },
    })),
    series: [{
      ...{ key: "value", name: t("finance.clientValue") },
      values: known.map(({ client_value }) => client_value),
    }],
    formatValue: (value) => t.format.number(value),
  }, t);
  return [headed(model, t("finance.client"))];
}

/** The charts of the page, in its order. */
export function moneyCharts(
  report: FinanceReport,
  rows: readonly NamedMoney[],
  clients: Parameters<typeof values>[0],
  days: number,
  t: Translator,
): ChartModel[] {
  return [
    ...byProject(report, rows, days, t),
    forecast(report, t),
    ...funnel(report, t),
    plan(report, t),
    burn(report, t),
    ...values(clients, t),
  ];
}
