/** A sparkline's drawing in a 100 by 24 box that is stretched to its frame. */
export interface SparklineGeometry {
  /** SVG path data of the line; gaps where values are missing. */
  line: string;
  /** SVG path data of the last point, a line of no length drawn with a round cap. */
  last: string | null;
}

const width = 100;
const height = 24;
const inset = 3;

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * Spreads values evenly from left to right, lowest at the bottom and highest at the top; equal
 * values run through the middle. One value alone has no course: nothing is drawn.
 */
export function sparkline(values: readonly (number | null)[]): SparklineGeometry {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return { line: "", last: null };
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const y = (value: number) =>
    high === low ? height / 2 : inset + (height - 2 * inset) * (1 - (value - low) / (high - low));
  let line = "";
  let last: string | null = null;
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null) {
      drawing = false;
      return;
    }
    const point = `${round(index * step)},${round(y(value))}`;
    line += drawing ? `L${point}` : `M${point}`;
    drawing = true;
    last = `M${point}h0`;
  });
  return { line, last };
}
