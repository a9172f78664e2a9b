import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** A phone number, prepared for comparison. */
export interface Phone {
  digits: string;
  /** The last nine digits: what numbers with and without country code have in common. */
  tail: string;
}

/** Prepares what `normalisePhone` returns, or a number as typed; null when there are too few digits. */
export function preparePhone(text: string): Phone | null {
  const digits = text.replace(/\D/g, "");
  return digits.length < SHORTEST ? null : { digits, tail: digits.slice(-9) };
}

/** Digits without a country are kept when there are at least as many as in a short local number. */
const SHORTEST = 7;

/**
 * Writes a phone number in E.164 (`+79123456789`). A number without its country code is read as one of
 * `region`; if that makes no number, its digits are kept as `~9123456789` (at most the last ten).
 * Null when there are too few digits for any number.
 */
export function normalisePhone(raw: string, region: CountryCode | null): string | null {
  const text = raw.trim().replace(/^00(?=[1-9])/, "+");
  const phone = parsePhoneNumberFromString(text, region ?? undefined);
  if (phone?.isPossible()) return phone.number;
  const digits = text.replace(/(?:ext|доб|x|#).*$/i, "").replace(/\D/g, "");
  if (digits.length < SHORTEST) return null;
  // an international number whose plus sign was lost
  const international = digits.length > 10 ? parsePhoneNumberFromString(`+${digits}`) : undefined;
  if (international?.isValid()) return international.number;
  return `~${digits.slice(-10)}`;
}

/** The country most of the international numbers among `raw` belong to; null when there are none. */
export function dominantRegion(raw: Iterable<string>): CountryCode | null {
  const counts = new Map<CountryCode, number>();
  for (const text of raw) {
    if (!text.trim().startsWith("+")) continue;
    const country = parsePhoneNumberFromString(text)?.country;
    if (country !== undefined) counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return most?.[0] ?? null;
}
