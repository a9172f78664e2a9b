/**
 * A chart as finished geometry and texts. The server computes it (`layout.ts`); it travels as JSON
 * to the island that keeps it up to date, so the browser needs no chart library. Positions are in
 * percent of the plot, from its left and top edge, so that the drawing fits any width.
 */
export interface ChartModel {
  id: string;
  title: string;
  /** What the values count: `messages`, `minutes`. */
  unit: string;
  /** The chart in one sentence, for assistive technology. */
  summary: string;
  /** Height of the plot in CSS pixels. */
  height: number;
  yTicks: readonly ChartTick[];
  xTicks: readonly ChartTick[];
  /** At most five; the order is the order of everything that lists them. */
  series: readonly ChartSeries[];
  /** The places on the horizontal axis, one a day as a rule; rows of the data table. */
  slots: readonly ChartSlot[];
  /** Shown instead of the plot when there is no value at all. */
  empty: string | null;
  words: ChartWords;
}

/** A labelled position on an axis. */
export interface ChartTick {
  position: number;
  label: string;
  /** Left out where the chart is narrow. */
  minor: boolean;
}

/** One of the compared quantities. */
export interface ChartSeries {
  key: string;
  name: string;
  color: SeriesColor;
  /** SVG path data in a 100 by 100 box, for lines. */
  line: string | null;
  /** Rectangles, for bars. */
  bars: readonly ChartBar[];
  /** Vertical position of the value in each slot; `null` where there is none. */
  points: readonly (number | null)[];
  /** Vertical position of the name beside the line's end; `null` for bars, which have a legend. */
  labelY: number | null;
}

/** Which of the five series colours. */
export type SeriesColor = 1 | 2 | 3 | 4 | 5;

/** A bar's rectangle. */
export interface ChartBar {
  slot: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One place on the horizontal axis with its values. */
export interface ChartSlot {
  x: number;
  label: string;
  /** The rows this slot's values were counted from. */
  href: string | null;
  /** Formatted values, in the order of the series. */
  values: readonly string[];
}

/** Texts of the chart's own parts. */
export interface ChartWords {
  /** Head of the table's first column: `Day`. */
  slotHeader: string;
  showData: string;
  /** Tells keyboard users how to read values. */
  cursorHint: string;
}
