import type { Sql } from "@/lib/platform/mod.ts";
import { DAY_MS, type Period } from "@/lib/portfolio/mod.ts";
import { daysIn, textIn } from "./query.ts";

/** The moments between which rows were counted, and how they were asked for. */
export interface AskedPeriod extends Period {
  /** The calendar day asked for (`YYYY-MM-DD`), null for a number of days. */
  day: string | null;
  days: number;
}

/**
 * The period in an address: `day=YYYY-MM-DD` in the time zone, or the `days` before now, which have
 * no end, as the figures have none. A day that is none counts as not given.
 */
export async function periodIn(
  sql: Sql,
  url: URL,
  timeZone: string,
  now: number,
): Promise<AskedPeriod> {
  const days = daysIn(url);
  const day = textIn(url, "day", 10);
  const real = day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) &&
    !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) &&
    new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (!real) return { from: new Date(now - days * DAY_MS), to: null, day: null, days };
  const [bounds] = await sql<{ from: Date; to: Date }[]>`
    select ${day}::date::timestamp at time zone ${timeZone} as from,
      (${day}::date + 1)::timestamp at time zone ${timeZone} as to`;
  return { ...bounds!, day, days };
}
