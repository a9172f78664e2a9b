/** A fixed window of one minute, milliseconds: the limiter's when it names no time. */
const MINUTE_MS = 60_000;

/** Reads a `Date` header: epoch milliseconds, null when absent or broken. */
export function dateOf(headers: Headers): number | null {
  const text = headers.get("date");
  if (text === null) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/**
 * When a request may be repeated, as the reply says it: `Retry-After` in seconds or as an HTTP date
 * (RFC 9110, 10.2.3), else the reset of an exhausted limit (`RateLimit-Reset` in seconds,
 * `X-RateLimit-Reset` in seconds or as epoch seconds or milliseconds, and the `…-Requests-Reset`
 * form). An HTTP date is read against the reply's own `Date`, so the two clocks need not agree.
 *
 * @returns epoch milliseconds by the local clock, null when nothing is said
 */
export function retryAt(headers: Headers, now: number): number | null {
  const after = headers.get("retry-after")?.trim();
  if (after !== undefined && after !== "") {
    if (/^\d+(\.\d+)?$/.test(after)) return now + Number(after) * 1000;
    const date = Date.parse(after);
    if (!Number.isNaN(date)) return now + Math.max(0, date - (dateOf(headers) ?? now));
  }
  const reset = headers.get("ratelimit-reset") ?? headers.get("x-ratelimit-reset") ??
    headers.get("x-ratelimit-requests-reset");
  if (reset === null || !/^\d+(\.\d+)?$/.test(reset.trim())) return null;
  const value = Number(reset);
  if (value > 1e12) return value;
  return value > 1e9 ? value * 1000 : now + value * 1000;
}

/** The start of the next full minute: when a one-minute window that names no reset opens anew. */
export function nextMinute(now: number): number {
  return (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
}

/**
 * Milliseconds before try `attempt + 1`: exponential with full jitter, so that many clients do not
 * come back together (0.5 s · 2^(attempt − 1), at most 5 min, times a random factor of ½ to 1).
 */
export function backoffMs(attempt: number, random: () => number): number {
  return Math.min(500 * 2 ** (attempt - 1), 300_000) * (0.5 + random() / 2);
}
