/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

const DAY_MS = 86_400_000;

const utc = (day: Day) => Date.parse(`${day}T00:00:00Z`);
const written = (at: number): Day => new Date(at).toISOString().slice(0, 10);

/** The calendar day of a moment in a time zone. */
export function localDay(at: Date, timeZone: string): Day {
  const parts = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-CA", parts).format(at);
}

/** So many days later. */
export function addDays(day: Day, days: number): Day {
  return written(utc(day) + days * DAY_MS);
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: Day): number {
  return new Date(utc(day)).getUTCDay() || 7;
}

/** The next day that is this weekday (Monday is 1), never the day itself. */
export function nextWeekday(day: Day, weekday: number): Day {
  return addDays(day, (weekday - weekdayOf(day) + 6) % 7 + 1);
}

/** Friday of the week so many weeks ahead; at the weekend, this week is over already. */
export function fridayOf(day: Day, weeksAhead: number): Day {
  const over = weekdayOf(day) > 5 && weeksAhead === 0 ? 1 : 0;
  return addDays(day, 5 - weekdayOf(day) + 7 * (weeksAhead + over));
}

/** The last day of the month so many months ahead. */
export function monthEnd(day: Day, monthsAhead: number): Day {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return written(Date.UTC(year, month + monthsAhead, 0));
}

/**
 * A day of a month as it is meant on some day: of the year given, else its next occurrence. Null: there
 * is no such day.
 */
export function dateOf(from: Day, day: number, month: number, year?: number): Day | null {
  const first = Number(from.slice(0, 4));
  // a leap day comes around within eight years
  const years = year === undefined
    ? Array.from({ length: 9 }, (_, later) => first + later)
    : [year < 100 ? 2000 + year : year];
  for (const candidate of years) {
    const found = written(Date.UTC(candidate, month - 1, day));
    const exists = Number(found.slice(5, 7)) === month && Number(found.slice(8)) === day;
    if (exists && (year !== undefined || found >= from)) return found;
  }
  return null;
}

/** The next day of a month with this number, today included. Null: no month has it. */
export function dayOfMonth(from: Day, day: number): Day | null {
  if (day < 1 || day > 31) return null;
  const [year, month] = from.split("-").map(Number) as [number, number];
  for (let later = 0;; later++) {
    const found = written(Date.UTC(year, month - 1 + later, day));
    if (Number(found.slice(8)) === day && found >= from) return found;
  }
}
