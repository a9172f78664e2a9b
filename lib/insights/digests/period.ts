import type { DigestKind } from "./digest.ts";

/** Calendar days of a time zone, both included. */
export interface DigestPeriod {
  first_day: string;
  last_day: string;
}

/**
 * The last whole period before a moment: yesterday, or the week from Monday to Sunday before this one.
 *
 * @param now epoch milliseconds
 * @param timeZone IANA name, in which days begin
 * @throws {RangeError} for an unknown time zone
 */
export function lastPeriod(kind: DigestKind, now: number, timeZone: string): DigestPeriod {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const last = kind === "daily"
    ? today.subtract({ days: 1 })
    : today.subtract({ days: today.dayOfWeek });
  const first = kind === "daily" ? last : last.subtract({ days: 6 });
  return { first_day: first.toString(), last_day: last.toString() };
}
