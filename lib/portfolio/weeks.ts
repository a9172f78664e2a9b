import { DAY_MS, dayOf } from "./range.ts";

/** A week of a time zone. */
export interface Week {
  /** Monday, `YYYY-MM-DD`. */
  first: string;
  /** Sunday, or today in the running week. */
  last: string;
}

/** Weeks of the dashboard's charts. */
export const WEEKS = 12;

const dateOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);

/** The last weeks, the running one included, oldest first; they begin on Monday. */
export function weeksUntil(now: number, timeZone: string, count: number = WEEKS): Week[] {
  const today = dateOf(dayOf(now, timeZone));
  const monday = today - (new Date(today).getUTCDay() + 6) % 7 * DAY_MS;
  return Array.from({ length: count }, (_, index) => {
    const first = monday - (count - 1 - index) * 7 * DAY_MS;
    return { first: isoDay(first), last: isoDay(Math.min(today, first + 6 * DAY_MS)) };
  });
}

/** Months around the running one as `YYYY-MM`, so many before and after it. */
export function monthsAround(
  now: number,
  timeZone: string,
  { before, after }: { before: number; after: number },
): string[] {
  const [year, month] = dayOf(now, timeZone).split("-").map(Number) as [number, number];
  return Array.from({ length: before + 1 + after }, (_, index) => {
    return new Date(Date.UTC(year, month - 1 - before + index)).toISOString().slice(0, 7);
  });
}
