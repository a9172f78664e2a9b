/** A time of day that comes again every day, or on one day of the week. */
export interface LocalTime {
  /** 0 to 23. */
  hour: number;
  /** ISO day of the week, 1 Monday to 7 Sunday; left out: every day. */
  weekday?: number;
}

/**
 * The next moment after `now` at which clocks of a time zone show a time: epoch milliseconds. Where
 * the hour is skipped when clocks go forward, the hour after it counts; where it comes twice, the
 * first.
 *
 * @param now epoch milliseconds
 * @param timeZone IANA name
 * @throws {RangeError} for an unknown time zone
 */
export function nextLocalTime(now: number, timeZone: string, { hour, weekday }: LocalTime): number {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const today = here.toPlainDate();
  // one day more than a week: today's time may have passed
  for (let days = 0; days <= 8; days++) {
    const day = today.add({ days });
    if (weekday !== undefined && day.dayOfWeek !== weekday) continue;
    const at = day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour }) });
    if (at.epochMilliseconds > now) return at.epochMilliseconds;
  }
  throw new RangeError(`no day of the week is ${weekday}`);
}
