/** A calendar date in digits, as written by whoever typed it. */
export interface CalendarDate {
  /** `YYYYMMDD`; digits that make no valid date are kept, since a typo may have made them. */
  digits: string;
  /** The same with day and month in the order of their size: equal for swapped ones. */
  unordered: string;
}

function compose(year: string, month: string, day: string): CalendarDate {
  const [m, d] = [month.padStart(2, "0"), day.padStart(2, "0")];
  return { digits: year + m + d, unordered: year + (m < d ? m + d : d + m) };
}

/** Reads `1971-06-24`, `19710624`, `24.06.1971`, `6/24/1971` and ISO times; null for anything else. */
export function parseDate(raw: string): CalendarDate | null {
  const text = raw.trim();
  const iso = /^(\d{4})[-./]?(\d{1,2})[-./]?(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso !== null) {
    const compact = /^\d{8}$/.exec(text);
    return compact
      ? compose(text.slice(0, 4), text.slice(4, 6), text.slice(6))
      : compose(iso[1]!, iso[2]!, iso[3]!);
  }
  const late = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/.exec(text);
  if (late === null) {
    // a date with a digit too many or too few still resembles the right one
    const digits = text.replace(/\D/g, "");
    const dateLike = /^[\d\s./-]+$/.test(text) && digits.length >= 7 && digits.length <= 9;
    return dateLike ? { digits, unordered: digits } : null;
  }
  const [, first = "", second = "", year = ""] = late;
  return Number(second) > 12 ? compose(year, first, second) : compose(year, second, first);
}
