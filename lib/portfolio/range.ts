/** A time range in days of a time zone. */
export interface Range {
  /** Number of days, today included. */
  days: number;
  /** IANA name. */
  timeZone: string;
  /** Epoch milliseconds: the moment "now" of all figures counted together. */
  now: number;
}

/** Whose rows are read: projects of one account scope. */
export interface ProjectScope {
  accountScopeId: string;
  /** The projects, the unassigned one included when all are meant. */
  projectIds: string[];
}

/** Milliseconds of 24 hours. */
export const DAY_MS = 86_400_000;

/** The days a page may ask for. */
export const RANGES = [7, 30, 90] as const;

/** Days of the dashboard unless asked otherwise. */
export const USUAL_RANGE = 30;

/** The calendar day (`YYYY-MM-DD`) of a moment in a time zone. */
export function dayOf(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return format.format(at);
}

/** The range's calendar days, oldest first, as `YYYY-MM-DD`. */
export function daysOf({ days, timeZone, now }: Range): string[] {
  // calendar arithmetic on the date alone: a day of 23 or 25 hours shifts nothing
  const [year, month, day] = dayOf(now, timeZone).split("-").map(Number) as [
    number,
    number,
    number,
  ];
  return Array.from({ length: days }, (_, index) => {
    const date = new Date(Date.UTC(year, month - 1, day - (days - 1 - index)));
    return date.toISOString().slice(0, 10);
  });
}

/** Points of a figure's trend. */
const POINTS = 12;

/**
 * Twelve evenly spaced moments of the range (epoch milliseconds), the last of them now: where a
 * figure's trend is read, so that its last point is the figure itself.
 */
export function momentsOf({ days, now }: Pick<Range, "days" | "now">): number[] {
  const span = days * DAY_MS;
  return Array.from({ length: POINTS }, (_, index) => {
    return now - span + Math.round(span * (index + 1) / POINTS);
  });
}

/**
 * Moments for the database, the last without an end: what a vendor's clock, running ahead of ours,
 * has dated after now is there already and counts.
 */
export function openEnded(moments: readonly number[]): string[] {
  return [...moments.slice(0, -1).map((at) => new Date(at).toISOString()), "infinity"];
}
