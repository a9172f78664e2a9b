// @ts-types="@types/d3-scale"
import { scaleBand, scalePoint } from "d3-scale";
// @ts-types="@types/d3-shape"
import { line } from "d3-shape";
import type { Translator } from "@/lib/i18n/mod.ts";
import { axisTicks, separateLabels, slotTicks, valueScale } from "./axes.ts";
import type { ChartBar, ChartModel, ChartSeries, SeriesColor } from "./model.ts";
import { summarise } from "./summary.ts";

/** One quantity over the slots of a chart. */
export interface SeriesInput {
  key: string;
  name: string;
  /** Position in the series palette; by order unless given. */
  color?: SeriesColor;
  /** One value a slot; `null` where nothing was measured. */
  values: readonly (number | null)[];
}

/** What a chart is made from. */
export interface ChartInput {
  /** Unique on its page. */
  id: string;
  title: string;
  unit: string;
  /** The places on the horizontal axis, oldest first: full label, axis label, and their rows. */
  slots: readonly { label: string; tick: string; href?: string }[];
  /** One to five. */
  series: readonly SeriesInput[];
  /** Writes a value where it is read exactly: cursor and table. */
  formatValue(value: number): string;
  /** Writes a value on the axis; {@link ChartInput.formatValue} unless given. */
  formatTick?(value: number): string;
  /** Height of the plot in CSS pixels; 176 unless given. */
  height?: number;
}

const defaultHeight = 176;
const maximumSeries = 5;
const labelHeight = 15;

function check({ slots, series, height = defaultHeight }: ChartInput): void {
  if (series.length < 1 || series.length > maximumSeries) {
    throw new RangeError(`A chart has 1 to ${maximumSeries} series, not ${series.length}`);
  }
  if (!(height > 0)) throw new RangeError(`A chart's height must be positive, not ${height}`);
  for (const { key, values } of series) {
    if (values.length !== slots.length) {
      throw new RangeError(
        `Series "${key}" has ${values.length} values for ${slots.length} slots`,
      );
    }
    if (values.some((value) => value !== null && !Number.isFinite(value))) {
      throw new RangeError(`Series "${key}" has a value that is not a finite number`);
    }
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function frame(input: ChartInput, t: Translator, x: (slot: number) => number) {
  const texts = input.series.map(({ values }) =>
    values.map((value) => value === null ? t("chart.noValue") : input.formatValue(value))
  );
  const isEmpty = input.series.every(({ values }) => values.every((value) => value === null));
  return {
    id: input.id,
    title: input.title,
    unit: input.unit,
    summary: summarise(input, t),
    height: input.height ?? defaultHeight,
    xTicks: slotTicks(input.slots.map(({ tick }, index) => ({ position: round(x(index)), tick }))),
    slots: input.slots.map(({ label, href }, index) => ({
      x: round(x(index)),
      label,
      href: href ?? null,
      values: texts.map((series) => series[index] ?? ""),
    })),
    empty: isEmpty ? t("chart.empty") : null,
    words: {
      slotHeader: t("chart.day"),
      showData: t("common.showData"),
      cursorHint: t("chart.cursorHint"),
    },
  };
}

function color(index: number, given: SeriesColor | undefined): SeriesColor {
  return given ?? (index + 1) as SeriesColor;
}

/**
 * Lines over time: gaps where nothing was measured, names at the lines' ends.
 * @throws RangeError when slots and values do not fit together, or with more than five series
 */
export function buildTimeSeriesModel(input: ChartInput, t: Translator): ChartModel {
  check(input);
  const { slots, series, height = defaultHeight } = input;
  const xScale = scalePoint<number>(slots.map((_, index) => index), [0, 100]);
  const x = (slot: number) => xScale(slot) ?? 0;
  const y = valueScale(series.map(({ values }) => values), "sides");
  const path = line<number | null>().defined((value) => value !== null)
    .x((_, index) => x(index)).y((value) => y(value ?? 0)).digits(2);
  const ends = series.map(({ values }) => {
    const last = values.findLast((value) => value !== null);
    return last === undefined ? null : y(last ?? 0);
  });
  const labels = separateLabels(ends, labelHeight / height * 100);
  return {
    ...frame(input, t, x),
    yTicks: axisTicks(y, input.formatTick ?? input.formatValue),
    series: series.map(({ key, name, values, color: given }, index): ChartSeries => ({
      key,
      name,
      color: color(index, given),
      line: path([...values]),
      bars: [],
      points: values.map((value) => value === null ? null : round(y(value))),
      labelY: labels[index] ?? null,
    })),
  };
}

/**
 * Bars over time from a baseline at zero, beside each other in each slot, or on top of each other.
 * @throws RangeError as {@link buildTimeSeriesModel}, and for negative values when stacked
 */
export function buildBarModel(
  input: ChartInput & { stacked?: boolean },
  t: Translator,
): ChartModel {
  check(input);
  const { slots, series, stacked = false } = input;
  if (stacked && series.some(({ values }) => values.some((value) => (value ?? 0) < 0))) {
    throw new RangeError("Stacked bars cannot show negative values");
  }
  const outer = scaleBand<number>(slots.map((_, index) => index), [0, 100]).paddingInner(0.3)
    .paddingOuter(0.15);
  const inner = scaleBand<number>(series.map((_, index) => index), [0, outer.bandwidth()]);
  const y = valueScale(series.map(({ values }) => values), stacked ? "sums" : "sides", true);
  const bases = slots.map(() => 0);
  return {
    ...frame(input, t, (slot) => (outer(slot) ?? 0) + outer.bandwidth() / 2),
    yTicks: axisTicks(y, input.formatTick ?? input.formatValue),
    series: series.map(({ key, name, values, color: given }, index): ChartSeries => {
      const points: (number | null)[] = [];
      const bars: ChartBar[] = [];
      values.forEach((value, slot) => {
        const base = stacked ? bases[slot] ?? 0 : 0;
        const end = base + (value ?? 0);
        if (stacked) bases[slot] = end;
        points.push(value === null ? null : round(y(end)));
        if (value === null || value === 0) return;
        bars.push({
          slot,
          x: round((outer(slot) ?? 0) + (stacked ? 0 : inner(index) ?? 0)),
          y: round(Math.min(y(base), y(end))),
          width: round(stacked ? outer.bandwidth() : inner.bandwidth()),
          height: round(Math.abs(y(base) - y(end))),
        });
      });
      return { key, name, color: color(index, given), line: null, bars, points, labelY: null };
    }),
  };
}
