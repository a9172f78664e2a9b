import type { Translator } from "@/lib/i18n/mod.ts";
import { buildBarModel, buildTimeSeriesModel, type ChartInput } from "@/components/chart/layout.ts";
import type { ChartModel } from "@/components/chart/model.ts";

const firstDay = Date.UTC(2026, 9, 25);
const dayLength = 86_400_000;

/** A wave that looks like a working week: busy days, quiet weekends. */
function week(days: number, height: number, phase: number): number[] {
  return Array.from({ length: days }, (_, day) => {
    const weekend = (day + phase) % 7 >= 5 ? 0.15 : 1;
    return Math.round(height * weekend * (1 + 0.35 * Math.sin(day * 1.7 + phase)));
  });
}

function slots(t: Translator, days: number): ChartInput["slots"] {
  return Array.from({ length: days }, (_, day) => {
    const at = firstDay + day * dayLength;
    return {
      label: t.format.longDay(at),
      tick: t.format.day(at, at),
      href: `/messages?day=${new Date(at).toISOString().slice(0, 10)}`,
    };
  });
}

/** Messages in and out over thirty days, as grouped bars. */
export function messagesChart(t: Translator, id: string, stacked = false): ChartModel {
  return buildBarModel({
    id,
    stacked,
    title: t("portfolio.messagesPerDay"),
    unit: t("portfolio.messages").toLocaleLowerCase(),
    slots: slots(t, 30),
    series: [
      { key: "incoming", name: t("portfolio.incoming"), values: week(30, 64, 0) },
      { key: "outgoing", name: t("portfolio.outgoing"), values: week(30, 48, 0.4) },
    ],
    formatValue: t.format.number,
    formatTick: t.format.compact,
  }, t);
}

/** Response minutes over thirty days, with days on which nobody waited. */
export function responseChart(t: Translator, id: string): ChartModel {
  const gaps = (values: number[]) => values.map((value, day) => day % 7 === 5 ? null : value);
  return buildTimeSeriesModel({
    id,
    title: t("portfolio.responseMinutes"),
    unit: t("portfolio.minutes"),
    slots: slots(t, 30),
    series: [
      { key: "median", name: t("portfolio.median"), values: gaps(week(30, 34, 2)) },
      { key: "p90", name: t("portfolio.ninetiethPercentile"), values: gaps(week(30, 140, 2)) },
    ],
    formatValue: t.format.duration,
    formatTick: t.format.number,
  }, t);
}

/** Five series, the most a chart takes, with ends close together. */
export function crowdedChart(t: Translator, id: string): ChartModel {
  const names = ["Acme", "Белый Кит", "Nordwind", "Orbita", "Pelican"];
  return buildTimeSeriesModel({
    id,
    title: t("portfolio.conversations"),
    unit: t("portfolio.conversations").toLocaleLowerCase(),
    slots: slots(t, 60),
    series: names.map((name, index) => ({
      key: name,
      name,
      values: Array.from({ length: 60 }, (_, day) => 40 + 12 * Math.sin(day / 9 + index * 1.3)),
    })),
    formatValue: (value) => t.format.number(value, 1),
  }, t);
}

/** A chart with nothing to show. */
export function emptyChart(t: Translator, id: string): ChartModel {
  return buildTimeSeriesModel({
    id,
    title: t("portfolio.responseMinutes"),
    unit: t("portfolio.minutes"),
    slots: slots(t, 7),
    series: [{ key: "median", name: t("portfolio.median"), values: Array(7).fill(null) }],
    formatValue: t.format.duration,
  }, t);
}
