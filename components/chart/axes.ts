// @ts-types="@types/d3-scale"
import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { ChartTick } from "./model.ts";

const wantedValueTicks = 4;
const maximumSlotTicks = 8;

type Values = readonly (number | null)[];

function sums(series: readonly Values[]): number[] {
  const slots = series[0]?.length ?? 0;
  return Array.from(
    { length: slots },
    (_, slot) => series.reduce((sum, values) => sum + (values[slot] ?? 0), 0),
  );
}

/**
 * The vertical scale in percent from the top, over every value (`sides`) or every slot's sum
 * (`sums`), rounded out to whole steps. It starts at zero unless values are negative; without any
 * value it runs from 0 to 1. With `bars`, it always includes zero.
 */
export function valueScale(
  series: readonly Values[],
  stacking: "sides" | "sums",
  bars = false,
): ScaleLinear<number, number> {
  const values = stacking === "sums"
    ? sums(series)
    : series.flat().filter((value) => value !== null);
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const top = high === low ? 1 : high;
  const scale = scaleLinear([low, top], [100, 0]).nice(wantedValueTicks);
  return bars ? scale.clamp(true) : scale;
}

/** Three to six labelled values of a scale; whole numbers only where the format would repeat. */
export function axisTicks(
  scale: ScaleLinear<number, number>,
  format: (value: number) => string,
): ChartTick[] {
  const seen = new Set<string>();
  return scale.ticks(wantedValueTicks).flatMap((value) => {
    const label = format(value);
    if (seen.has(label)) return [];
    seen.add(label);
    return [{ position: Math.round(scale(value) * 100) / 100, label, minor: false }];
  });
}

/**
 * At most eight of the slots' labels, evenly spaced and counted back from the last one, which is
 * the one people look for; every second is minor.
 */
export function slotTicks(slots: readonly { position: number; tick: string }[]): ChartTick[] {
  const step = Math.ceil(slots.length / maximumSlotTicks);
  const chosen: ChartTick[] = [];
  for (let index = slots.length - 1, nth = 0; index >= 0; index -= step, nth += 1) {
    const slot = slots[index];
    if (slot === undefined) continue;
    chosen.unshift({ position: slot.position, label: slot.tick, minor: nth % 2 === 1 });
  }
  return chosen;
}

/**
 * Moves labels apart until they are `gap` percent from each other, within the plot, keeping their
 * order; a series without a value has none.
 */
export function separateLabels(positions: readonly (number | null)[], gap: number) {
  const placed = positions.map((at, index) => ({ at, index }))
    .filter((label): label is { at: number; index: number } => label.at !== null)
    .sort((a, b) => a.at - b.at);
  placed.forEach((label, nth) => {
    const above = placed[nth - 1];
    if (above !== undefined) label.at = Math.max(label.at, above.at + gap);
  });
  let floor = 100;
  for (const label of placed.toReversed()) {
    label.at = Math.min(label.at, floor);
    floor = label.at - gap;
  }
  const result: (number | null)[] = positions.map(() => null);
  for (const { at, index } of placed) result[index] = Math.round(at * 100) / 100;
  return result;
}
