import type { Locale } from "./catalogue.ts";
import { dateTimeFormat, numberFormat, relativeTimeFormat } from "./intl.ts";
import { languageTag } from "./plural.ts";

/** Times as a `Date`, an ISO 8601 string, or milliseconds since the epoch. */
export type Instant = Date | string | number;

/** Numbers, money and times, written for one locale and time zone. */
export interface Formats {
  /** `1,234.5`: at most `digits` (default 0) decimals. */
  number(value: number, digits?: number): string;
  /** Short for axes and small places: `12.4K`, `12,4 тыс.`. */
  compact(value: number): string;
  /** Percent points, as given: `97.5` becomes `97.5%`; at most `digits` (default 1) decimals. */
  percent(value: number, digits?: number): string;
  /** A change with its sign: `+12`, `−3`, `0`. */
  signed(value: number, digits?: number): string;
  /** A change in percent points with its sign: `+12%`. */
  signedPercent(value: number, digits?: number): string;
  /** Money in an ISO 4217 currency, without minor units from 100 on: `€18,000`. */
  money(value: number, currency: string): string;
  /** `12:04`. */
  time(at: Instant): string;
  /** `23 Nov`, with the year when it is not `now`'s: `23 Nov 2025`. */
  day(at: Instant, now?: Instant): string;
  /** `Mon, 23 Nov 2026`. */
  longDay(at: Instant): string;
  /** `November 2026`. */
  month(at: Instant): string;
  /** `Nov`. */
  shortMonth(at: Instant): string;
  /** `2026-11-23`: the calendar day in the time zone, in every language. */
  isoDay(at: Instant): string;
  /** `23 Nov 2026, 12:04`. */
  dateTime(at: Instant): string;
  /** How long ago or ahead, in the largest whole unit: `5 minutes ago`, `in 2 days`. */
  relative(at: Instant, now: Instant): string;
  /** A span given in minutes: `45s`, `12m`, `3h 20m`, `2d 4h` (`3 ч 20 мин`). */
  duration(minutes: number): string;
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

function spanParts(minutes: number): [unit: string, value: number][] {
  const milliseconds = Math.round(minutes * 60_000);
  if (milliseconds > 0 && milliseconds < 1000) return [["millisecond", milliseconds]];
  const seconds = Math.round(minutes * 60);
  if (seconds < 60) return [["second", seconds]];
  const whole = Math.round(minutes);
  if (whole < 60) return [["minute", whole]];
  if (whole < 24 * 60) return [["hour", Math.floor(whole / 60)], ["minute", whole % 60]];
  const hours = Math.round(minutes / 60);
  return [["day", Math.floor(hours / 24)], ["hour", hours % 24]];
}

/**
 * Formats for one locale and IANA time zone.
 * @throws RangeError when the time zone is unknown
 */
export function createFormats(locale: Locale, timeZone: string): Formats {
  const tag = languageTag(locale);
  const numbers = (options: Intl.NumberFormatOptions) => numberFormat(tag, options);
  const times = (options: Intl.DateTimeFormatOptions, language = tag) => {
    const format = dateTimeFormat(language, { timeZone, ...options });
    return (at: Instant) => format.format(new Date(at));
  };
  const sign = { signDisplay: "exceptZero" } as const;
  const compact = numbers({ notation: "compact", maximumFractionDigits: 1 });
  const relative = relativeTimeFormat(tag);
  const time = times({ hour: "2-digit", minute: "2-digit" });
  const thisYear = times({ day: "numeric", month: "short" });
  const otherYear = times({ day: "numeric", month: "short", year: "numeric" });
  const year = times({ year: "numeric" });
  const minus = (text: string) => text.replace("-", "\u2212");
  return {
    number: (value, digits = 0) => minus(numbers({ maximumFractionDigits: digits }).format(value)),
    compact: (value) => minus(compact.format(value)),
    percent: (value, digits = 1) =>
      minus(numbers({ style: "percent", maximumFractionDigits: digits }).format(value / 100)),
    signed: (value, digits = 0) =>
      minus(numbers({ ...sign, maximumFractionDigits: digits }).format(value)),
    signedPercent: (value, digits = 0) =>
      minus(
        numbers({ ...sign, style: "percent", maximumFractionDigits: digits }).format(value / 100),
      ),
    money: (value, currency) =>
      minus(
        numbers({
          style: "currency",
          currency,
          ...(Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : {}),
        }).format(value),
      ),
    time,
    day: (at, now) => now !== undefined && year(at) === year(now) ? thisYear(at) : otherYear(at),
    longDay: times({ weekday: "short", day: "numeric", month: "short", year: "numeric" }),
    month: times({ month: "long", year: "numeric" }),
    shortMonth: times({ month: "short" }),
    isoDay: times({ year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA"),
    dateTime: times({
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
    }),
    relative(at, now) {
      const seconds = (new Date(at).getTime() - new Date(now).getTime()) / 1000;
      for (const [unit, size] of units) {
        if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
      }
      return relative.format(0, "second");
    },
    duration(minutes) {
      const parts = spanParts(Math.max(0, minutes)).filter(([, value], index) =>
        index === 0 || value > 0
      );
      return parts.map(([unit, value]) =>
        numbers({ style: "unit", unit, unitDisplay: "narrow" }).format(value)
          .replace(" ", "\u00a0")
      ).join(" ");
    },
  };
}
