import type { SectionOf } from "../catalogue.ts";
import type { chart as english } from "../en/chart.ts";

/** Words of charts. */
export const chart: SectionOf<typeof english> = {
  day: "День",
  cursorHint: "Значения можно просматривать стрелками",
  range: "{title}, {from} – {to}",
  seriesRange: "{series}: от {min} до {max}, последнее {last}",
  empty: "За этот период ничего нет",
  noValue: "нет данных",
};
