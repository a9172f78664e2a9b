import { buildBarModel, buildTimeSeriesModel } from "@/components/chart/layout.ts";
import type { ChartModel } from "@/components/chart/model.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Overview } from "@/lib/portfolio/mod.ts";

/** The dashboard's charts by the name they have in addresses. */
export const CHARTS = ["messages", "responses"] as const;
export type ChartName = (typeof CHARTS)[number];

/** Noon of a calendar day: in the same day for the formats of any zone the day was made in. */
function noon(day: string, t: Translator): Date {
  const utc = new Date(`${day}T12:00:00Z`);
  // zones beyond ±11 h would show the neighbouring day
  const shown = t.format.isoDay(utc);
  if (shown === day) return utc;
  return new Date(utc.getTime() + (shown < day ? 1 : -1) * 12 * 3_600_000);
}

/** Places of calendar days on a chart's axis; `hrefOf` leads to the rows of a day. */
export function slots(
  days: readonly { day: string }[],
  t: Translator,
  hrefOf?: (day: string) => string,
) {
  return days.map(({ day }) => {
    const at = noon(day, t);
    return { label: t.format.longDay(at), tick: t.format.day(at, at), href: hrefOf?.(day) };
  });
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
export function dashboardChart(name: ChartName, overview: Overview, t: Translator): ChartModel {
  return name === "messages" ? messagesChart(overview, t) : responsesChart(overview, t);
}
