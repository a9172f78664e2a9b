/** Windows of `updatedAt` by which a list is read. Times are ISO text by Linear's clock. */

/** Where a walk through windows stands. */
export interface WindowPosition {
  /** T0 of the walk: rows changed later belong to the next one. */
  start: string;
  /** Where the last window begins; null: with the oldest row. */
  floor: string | null;
  /** End of the window being read, not included. */
  to: string;
  /** Linear's cursor within the window; null: its beginning. */
  after: string | null;
  /** Rows read so far. */
  done: number;
}

/** How far a walk reaches back behind the watermark, milliseconds: late commits, clock steps. */
export const OVERLAP_MS = 5 * 60_000;

/** A longer span is read in months, each of them a point to go on from. */
const LONGEST_WINDOW_MS = 31 * 86_400_000;

const iso = (at: number) => new Date(at).toISOString();

/** A walk from five minutes before the watermark (null: from the oldest row) to T0, epoch milliseconds. */
export function newWalk(watermark: Date | null, startedAt: number): WindowPosition {
  const start = iso(startedAt);
  // a clock that was set back must not turn the window around
  const floor = watermark === null
    ? null
    : iso(Math.min(watermark.getTime() - OVERLAP_MS, startedAt));
  return { start, floor, to: start, after: null, done: 0 };
}

/** The beginning of the window that ends at `to`: the floor when it is near, else of the month. */
export function windowStart({ floor, to }: Pick<WindowPosition, "floor" | "to">): string {
  const end = Date.parse(to);
  if (floor !== null && end - Date.parse(floor) <= LONGEST_WINDOW_MS) return floor;
  const last = new Date(end - 1);
  const month = iso(Date.UTC(last.getUTCFullYear(), last.getUTCMonth()));
  return floor !== null && floor > month ? floor : month;
}

/** The window after this one; null: this was the last. */
export function olderWindow(at: WindowPosition): WindowPosition | null {
  const from = windowStart(at);
  return at.floor !== null && from <= at.floor ? null : { ...at, to: from, after: null };
}

/** The window whose month holds `time`, for skipping months in which nothing changed. */
export function windowHolding(at: WindowPosition, time: string): WindowPosition {
  const day = new Date(time);
  const end = iso(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1));
  return end < at.to ? { ...at, to: end, after: null } : at;
}
