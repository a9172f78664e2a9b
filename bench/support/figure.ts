/** What a figure may be: at most or at least a number in its unit; null where it only informs. */
export type Bound = { most: number } | { least: number } | null;

/** One measured figure. */
export interface Figure {
  bench: string;
  figure: string;
  value: number;
  /** s, KB, MB, /s or %. */
  unit: string;
  bound: Bound;
  /** Whether the value keeps the bound. */
  ok: boolean;
  /** Load average of the machine over the minute before the figure was taken. */
  load: number;
}

/** Whether a value keeps a bound. */
export function keeps(value: number, bound: Bound): boolean {
  if (bound === null) return true;
  return "most" in bound ? value <= bound.most : value >= bound.least;
}

/** Rounds to three digits that say something. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** Prints a figure as one line of JSON, which `bench/run.ts` gathers. */
export function report(
  bench: string,
  figure: string,
  value: number,
  unit: string,
  bound: Bound = null,
): void {
  const line: Figure = {
    bench,
    figure,
    value: rounded(value),
    unit,
    bound,
    ok: keeps(value, bound),
    load: Math.round(Deno.loadavg()[0]! * 100) / 100,
  };
  console.log(JSON.stringify(line));
}

/** Reads a line that `report` printed; null for any other one. */
export function parseFigure(line: string): Figure | null {
  if (!line.startsWith('{"bench":')) return null;
  return JSON.parse(line) as Figure;
}

function boundText(bound: Bound): string {
  if (bound === null) return "";
  return "most" in bound ? `≤ ${bound.most}` : `≥ ${bound.least}`;
}

/** Figures as a table of text. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ bench, figure, value, unit, bound, ok, load }) => [
    bench,
    figure,
    `${value} ${unit}`,
    boundText(bound),
    bound === null ? "" : ok ? "ok" : "MISSED",
    String(load),
  ]);
  const all = [["bench", "figure", "measured", "bound", "", "load"], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) => row.map((cell, i) => cell.padEnd(widths[i]!)).join("  ").trimEnd())
    .join("\n");
}
