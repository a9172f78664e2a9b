import type { SimClock } from "../clock.ts";

/** A moment as Attio writes it: `2026-03-01T10:00:00.000000000Z`. Sorts as text. */
export type Stamp = string;

/** The stamp of epoch milliseconds, with `nanos` (0 to 999,999) below the millisecond. */
export function stampOf(ms: number, nanos = 0): Stamp {
  return `${new Date(ms).toISOString().slice(0, -1)}${String(nanos).padStart(6, "0")}Z`;
}

/** Epoch milliseconds of a stamp, cut. */
export function millisecondsOf(stamp: Stamp): number {
  return Date.parse(`${stamp.slice(0, 23)}Z`);
}

/**
 * Stamps of now: within one millisecond of the clock they grow by some nanoseconds each, so that
 * rows of one instant differ only where a number of milliseconds or microseconds cannot tell.
 */
export function stamper(clock: SimClock): () => Stamp {
  let last = -1;
  let nanos = 0;
  return () => {
    const now = clock.now();
    nanos = now === last ? (nanos + 7) % 1_000_000 : 1;
    last = now;
    return stampOf(now, nanos);
  };
}

const full =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads a timestamp as Attio's API takes it; UTC where no offset is given. Null for what is none.
 * @param needsTime filters must give date and time, written values need not
 */
export function parseStamp(text: string, needsTime: boolean): Stamp | null {
  const match = full.exec(text);
  if (match === null || (needsTime && match[4] === undefined)) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] =
    match;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  if (Number.isNaN(ms)) return null;
  const digits = fraction.padEnd(9, "0");
  return stampOf(ms + Number(digits.slice(0, 3)), Number(digits.slice(3)));
}
