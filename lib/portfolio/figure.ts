/** A figure with its course; null where there is nothing to count from. */
export interface Figure {
  value: number | null;
  /** The same figure one period earlier. */
  previous: number | null;
  /** Twelve points over the range, oldest first; the last is the figure itself where it is a state. */
  trend: (number | null)[];
}

/** A figure nothing can be counted for yet. */
export const noFigure: Figure = { value: null, previous: null, trend: [] };
