import { buildBarModel, buildTimeSeriesModel } from "@/components/chart/layout.ts";
import type { ChartModel } from "@/components/chart/model.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Overview, Trends } from "@/lib/portfolio/mod.ts";
import { TREND_CHARTS, trendChart, type TrendChartName } from "./trend_charts.ts";
import { slots } from "./slots.ts";

export { slots };

/** The dashboard's charts by the name they have in addresses. */
export const CHARTS = [...TREND_CHARTS, "messages", "responses"] as const;
export type ChartName = (typeof CHARTS)[number];

/** What charts are drawn from. */
export interface ChartFigures {
  overview: Overview;
  trends: Trends;
}

/** Messages per day, what clients wrote and what the team wrote. */
function messagesChart({ messages_per_day: days }: Overview, t: Translator): ChartModel {
  return buildBarModel({
    id: "messages",
    title: t("portfolio.messagesPerDay"),
    unit: t("portfolio.messagesUnit"),
    slots: slots(days, t, (day) => `/messages/list?day=${day}`),
    series: [
      { key: "incoming", name: t("portfolio.incoming"), values: days.map((day) => day.incoming) },
      { key: "outgoing", name: t("portfolio.outgoing"), values: days.map((day) => day.outgoing) },
    ],
    formatValue: (value) => t.format.number(value),
    formatTick: (value) => t.format.compact(value),
    stacked: true,
  }, t);
}

/** Minutes until the team answers, median and 90th percentile a day. */
function responsesChart({ responses_per_day: days }: Overview, t: Translator): ChartModel {
  return buildTimeSeriesModel({
    id: "responses",
    title: t("portfolio.responseMinutes"),
    unit: t("portfolio.minutes"),
    slots: slots(days, t, (day) => `/messages/replies?day=${day}`),
    series: [
      { key: "median", name: t("portfolio.median"), values: days.map((day) => day.median) },
      { key: "p90", name: t("portfolio.ninetiethPercentile"), values: days.map((day) => day.p90) },
    ],
    formatValue: (value) => t.format.number(value, value < 10 ? 1 : 0),
    formatTick: (value) => t.format.compact(value),
  }, t);
}

/** One of the dashboard's charts as finished geometry. */
export function dashboardChart(
  name: ChartName,
  { overview, trends }: ChartFigures,
  t: Translator,
): ChartModel {
  if (name === "messages") return messagesChart(overview, t);
  if (name === "responses") return responsesChart(overview, t);
  return trendChart(name satisfies TrendChartName, { overview, trends }, t);
}
