import { buildBarModel, buildTimeSeriesModel } from "@/components/chart/layout.ts";
import type { ChartModel } from "@/components/chart/model.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { ClientRow, Overview, Trends, Week } from "@/lib/portfolio/mod.ts";
import { axisName, noon, slots } from "./slots.ts";

/** Charts of what changes over weeks and months, in the order of the page. */
export const TREND_CHARTS = [
  "health",
  "risks",
  "overdue",
  "completed",
  "money",
  "upsell",
  "agreements",
  "completeness",
] as const;
export type TrendChartName = (typeof TREND_CHARTS)[number];

interface Figures {
  overview: Overview;
  trends: Trends;
}

type Drawing = (figures: Figures, t: Translator) => ChartModel;

/** Places of weeks on a chart's axis. */
function weekSlots(weeks: readonly Week[], t: Translator, hrefOf: (week: Week) => string) {
  return weeks.map((week) => {
    const at = noon(week.first, t);
    const day = t.format.day(at, at);
    return { label: t("dashboard.weekOf", { day }), tick: day, href: hrefOf(week) };
  });
}

const whole = (t: Translator) => (value: number) => t.format.number(value);
const period = ({ first, last }: Week) => `from=${first}&to=${last}`;

/** Clients of the chart of chances. */
const MOST_CLIENTS = 10;

const health: Drawing = ({ trends }, t) =>
  buildTimeSeriesModel({
    id: "health",
    title: t("dashboard.healthChart"),
    unit: t("dashboard.points"),
    slots: slots(trends.health_days, t, (day) => `/rows/health?to=${day}`),
    series: [
      { key: "mean", name: t("dashboard.mean"), values: trends.health_days.map((day) => day.mean) },
      {
        ...{ key: "lowest", name: t("dashboard.lowest") },
        values: trends.health_days.map((day) => day.lowest),
      },
    ],
    formatValue: whole(t),
  }, t);

const risks: Drawing = ({ trends: { weeks } }, t) =>
  buildTimeSeriesModel({
    id: "risks",
    title: t("dashboard.riskChart"),
    unit: t("dashboard.risksUnit"),
    slots: weekSlots(weeks, t, ({ last }) => `/rows/open_risks?to=${last}`),
    series: [
      { key: "count", name: t("dashboard.riskCount"), values: weeks.map((week) => week.risks) },
      {
        ...{ key: "severity", name: t("dashboard.meanSeverity") },
        values: weeks.map((week) => week.severity),
      },
    ],
    formatValue: (value) => t.format.number(value, 1),
  }, t);

const overdue: Drawing = ({ trends: { weeks } }, t) =>
  buildBarModel({
    id: "overdue",
    title: t("dashboard.overdueChart"),
    unit: t("dashboard.issuesUnit"),
    slots: weekSlots(weeks, t, ({ last }) => `/rows/late_issues?to=${last}`),
    series: [
      { key: "overdue", name: t("dashboard.overdue"), values: weeks.map((week) => week.overdue) },
    ],
    formatValue: whole(t),
  }, t);

const completed: Drawing = ({ trends: { weeks } }, t) =>
  buildBarModel({
    id: "completed",
    title: t("dashboard.completedChart"),
    unit: t("dashboard.issuesUnit"),
    slots: weekSlots(weeks, t, (week) => `/rows/completed_issues?${period(week)}`),
    series: [
      {
        ...{ key: "completed", name: t("dashboard.completed") },
        values: weeks.map((week) => week.completed),
      },
    ],
    formatValue: whole(t),
  }, t);

/** Last day of a month, `YYYY-MM-DD`. */
function lastDay(month: string): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

const money: Drawing = ({ trends: { months, currency } }, t) =>
  buildBarModel({
    id: "money",
    title: t("dashboard.moneyChart"),
    unit: currency,
    slots: months.map(({ month }) => {
      const at = noon(`${month}-01`, t);
      return {
        label: t.format.month(at),
        tick: t.format.shortMonth(at),
        href: `/rows/money?from=${month}-01&to=${lastDay(month)}`,
      };
    }),
    series: [
      { key: "costs", name: t("dashboard.costs"), values: months.map(({ costs }) => costs) },
      {
        ...{ key: "pipeline", name: t("dashboard.pipeline") },
        values: months.map(({ pipeline }) => pipeline),
      },
    ],
    formatValue: (value) => t.format.money(value, currency),
    formatTick: (value) => t.format.compact(value),
  }, t);

/** A client's place on the axis. */
function clientSlot({ name, project_id }: ClientRow) {
  return {
    label: name,
    tick: axisName(name),
    href: `/rows/upsell?project=${project_id}`,
  };
}

const upsell: Drawing = ({ overview: { clients } }, t) => {
  const best = clients.filter(({ upsell_score }) => upsell_score !== null)
    .toSorted((left, right) => right.upsell_score! - left.upsell_score!).slice(0, MOST_CLIENTS);
  return buildBarModel({
    id: "upsell",
    title: t("dashboard.upsellChart"),
    unit: t("dashboard.points"),
    slots: best.map(clientSlot),
    series: [
      {
        ...{ key: "score", name: t("dashboard.score") },
        values: best.map(({ upsell_score }) => upsell_score),
      },
    ],
    formatValue: whole(t),
  }, t);
};

const agreements: Drawing = ({ trends: { weeks } }, t) =>
  buildBarModel({
    id: "agreements",
    title: t("dashboard.agreementChart"),
    unit: t("dashboard.agreementsUnit"),
    slots: weekSlots(weeks, t, (week) => `/rows/agreements?${period(week)}`),
    series: [
      {
        ...{ key: "agreements", name: t("dashboard.agreements") },
        values: weeks.map((week) => week.agreements),
      },
    ],
    formatValue: whole(t),
  }, t);

const completeness: Drawing = ({ trends: { completeness_days: days } }, t) =>
  buildTimeSeriesModel({
    id: "completeness",
    title: t("dashboard.completenessChart"),
    unit: t("dashboard.rowsUnit"),
    slots: slots(days, t, (day) => `/rows/comparisons?to=${day}`),
    series: [
      { key: "missing", name: t("dashboard.missing"), values: days.map((day) => day.missing) },
    ],
    formatValue: whole(t),
  }, t);

const drawings: Record<TrendChartName, Drawing> = {
  health,
  risks,
  overdue,
  completed,
  money,
  upsell,
  agreements,
  completeness,
};

/** One of the charts as finished geometry. */
export function trendChart(name: TrendChartName, figures: Figures, t: Translator): ChartModel {
  return drawings[name](figures, t);
}
