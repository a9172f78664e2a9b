import { buildBarModel, buildTimeSeriesModel } from "@/components/chart/layout.ts";
import type { ChartModel } from "@/components/chart/model.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { type BurnUp, dayAfter, type WorkReport } from "@/lib/insights/mod.ts";
import { noon } from "../../(_components)/slots.ts";

/** Places of weeks on a chart's axis; `figure` is whose rows they open, of no earlier day than `from`. */
export function weekSlots(
  weeks: readonly { week: string }[],
  t: Translator,
  figure?: { name: string; from: string },
) {
  return weeks.map(({ week }) => {
    const at = noon(week, t);
    const day = t.format.day(at, at);
    const first = figure !== undefined && figure.from > week ? figure.from : week;
    const period = `from=${first}&to=${dayAfter(week, 6)}`;
    return {
      ...{ label: t("analytics.weekOf", { day }), tick: day },
      ...(figure === undefined ? {} : { href: `/analytics/rows/${figure.name}?${period}` }),
    };
  });
}

/** Says what the places of a chart's axis are. */
export function headed(model: ChartModel, slotHeader: string): ChartModel {
  return { ...model, words: { ...model.words, slotHeader } };
}

/** All work, what of it is done at each week's end, and when it would be all. */
export function burnChart(burnUp: BurnUp, t: Translator): ChartModel {
  const { weeks } = burnUp;
  const model = buildTimeSeriesModel({
    id: "burn-up",
    title: t("analytics.burnChart"),
    unit: burnSentence(burnUp, t),
    slots: weekSlots(weeks, t),
    series: [
      { key: "scope", name: t("analytics.scope"), values: weeks.map(({ scope }) => scope) },
      { key: "done", name: t("analytics.done"), values: weeks.map(({ done }) => done) },
    ],
    formatValue: (value) => t.format.number(value),
  }, t);
  return headed(model, t("analytics.week"));
}

/** When the work will be done, in a sentence. */
function burnSentence({ weeks, pace, finish }: BurnUp, t: Translator): string {
  const last = weeks.at(-1);
  const left = last === undefined ? 0 : last.scope - last.done;
  if (left <= 0) return t("analytics.burnDone");
  if (finish === null) return t("analytics.burnNever", { left: t.format.number(left) });
  return t("analytics.burnFinish", {
    ...{ count: left, pace: t.format.number(pace, 1) },
    day: t.format.day(noon(finish, t)),
  });
}

/** The charts of the page, in its order. */
export function workCharts(report: WorkReport, from: string, t: Translator): ChartModel[] {
  const { weeks } = report;
  const slots = (name: string) => weekSlots(weeks, t, { name, from });
  const number = (value: number) => t.format.number(value, value < 10 ? 1 : 0);
  const charts = [
    buildTimeSeriesModel({
      id: "responses",
      title: t("analytics.responseChart"),
      unit: t("analytics.minutesUnit"),
      slots: slots("replies"),
      series: [
        {
          ...{ key: "median", name: t("analytics.median") },
          values: weeks.map(({ response_median }) => response_median),
        },
        {
          ...{ key: "p90", name: t("analytics.p90") },
          values: weeks.map(({ response_p90 }) => response_p90),
        },
      ],
      formatValue: number,
      formatTick: (value) => t.format.compact(value),
    }, t),
    buildBarModel({
      id: "messages",
      title: t("analytics.messagesChart"),
      unit: t("analytics.messagesUnit"),
      slots: slots("inbound"),
      series: [
        {
          ...{ key: "inbound", name: t("portfolio.incoming") },
          values: weeks.map(({ inbound }) => inbound),
        },
        {
          ...{ key: "outbound", name: t("portfolio.outgoing") },
          values: weeks.map(({ outbound }) => outbound),
        },
      ],
      formatValue: (value) => t.format.number(value),
    }, t),
    buildBarModel({
      id: "throughput",
      title: t("analytics.throughputChart"),
      unit: t("analytics.issuesUnit"),
      slots: slots("completed"),
      series: [{
        ...{ key: "completed", name: t("analytics.completed") },
        values: weeks.map(({ completed }) => completed),
      }],
      formatValue: (value) => t.format.number(value),
    }, t),
    buildTimeSeriesModel({
      id: "lead",
      title: t("analytics.leadChart"),
      unit: t("analytics.daysUnit"),
      slots: slots("completed"),
      series: [{
        ...{ key: "lead", name: t("analytics.median") },
        values: weeks.map(({ lead_median }) => lead_median),
      }],
      formatValue: number,
    }, t),
  ];
  return charts.map((model) => headed(model, t("analytics.week")));
}
