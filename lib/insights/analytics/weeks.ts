import { dayAfter, type Days } from "./asked.ts";

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return dayAfter(day, -weekday);
}

/** Mondays of the weeks that the days touch, oldest first. */
export function mondaysIn({ from, to }: Days): string[] {
  const mondays: string[] = [];
  for (let day = mondayOf(from); day <= to; day = dayAfter(day, 7)) mondays.push(day);
  return mondays;
}

/** Months from so many before a day's own to so many after it, `YYYY-MM`, oldest first. */
export function monthsAround(day: string, before: number, after: number): string[] {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return Array.from(
    { length: before + 1 + after },
    (_, index) => new Date(Date.UTC(year, month - 1 - before + index)).toISOString().slice(0, 7),
  );
}
