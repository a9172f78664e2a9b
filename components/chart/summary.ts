import type { Translator } from "@/lib/i18n/mod.ts";
import type { ChartInput } from "./layout.ts";

/** A chart in words: its title and span, then each series' lowest, highest and last value. */
export function summarise(input: ChartInput, t: Translator): string {
  const range = t("chart.range", {
    title: input.title,
    from: input.slots[0]?.label ?? "",
    to: input.slots.at(-1)?.label ?? "",
  });
  const series = input.series.flatMap(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    const last = known.at(-1);
    if (last === undefined) return [`${name}: ${t("chart.noValue")}`];
    return [
      t("chart.seriesRange", {
        series: name,
        min: input.formatValue(Math.min(...known)),
        max: input.formatValue(Math.max(...known)),
        last: input.formatValue(last),
      }),
    ];
  });
  return [range, ...series].join(". ");
}
