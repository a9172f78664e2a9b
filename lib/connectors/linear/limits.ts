/** Linear's allowances, by the names in its headers. */
const KINDS = ["requests", "complexity", "endpoint-requests"] as const;

/** What the headers say of one allowance. */
interface Allowance {
  kind: (typeof KINDS)[number];
  limit: number;
  remaining: number;
  /** When it is whole again, epoch milliseconds by Linear's clock; null when not said. */
  reset: number | null;
}

function number(headers: Headers, name: string): number | null {
  const text = headers.get(name)?.trim();
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

function allowances(headers: Headers): Allowance[] {
  return KINDS.flatMap((kind) => {
    const limit = number(headers, `x-ratelimit-${kind}-limit`);
    const remaining = number(headers, `x-ratelimit-${kind}-remaining`);
    const reset = number(headers, `x-ratelimit-${kind}-reset`);
    return limit === null || limit <= 0 || remaining === null
      ? []
      : [{ kind, limit, remaining, reset }];
  });
}

/** The price of the request that was answered, in points. */
const costOf = (headers: Headers) => number(headers, "x-complexity") ?? 0;

/** Wait where the reply names no time: an allowance trickles in all the time. */
const UNSTATED_MS = 60_000;

/**
 * When a request that exceeded an allowance may be repeated, by our clock. Resets are times of
 * Linear's clock, read against the reply's own `Date`.
 *
 * @param now epoch milliseconds
 */
export function limitReset(headers: Headers, now: number): number {
  const cost = costOf(headers);
  const known = allowances(headers).filter(({ reset }) => reset !== null);
  const used = known.filter(({ kind, remaining }) =>
    remaining < (kind === "complexity" ? Math.max(1, cost) : 1)
  );
  const resets = (used.length > 0 ? used : known).map(({ reset }) => reset!);
  if (resets.length === 0) return now + UNSTATED_MS;
  const theirs = Date.parse(headers.get("date") ?? "");
  const clock = Number.isNaN(theirs) ? now : theirs;
  return now + Math.max(1000, Math.max(...resets) - clock);
}

const HOUR_MS = 3_600_000;

/** An allowance with less than this share left is spared. */
const LOW = 0.2;

/**
 * How long to wait before the next request so that the hourly allowances last, milliseconds: nothing
 * while a fifth is left, then as long as what the last request took needs to trickle in again, and
 * the longer the less is left.
 */
export function sparingWait(headers: Headers): number {
  const waits = allowances(headers).filter(({ kind }) => kind !== "endpoint-requests").map(
    ({ kind, limit, remaining }) => {
      const share = remaining / limit;
      if (share >= LOW) return 0;
      const took = kind === "requests" ? 1 : costOf(headers);
      return (took * HOUR_MS / limit) * Math.min(10, LOW / Math.max(share, 0.001));
    },
  );
  return Math.ceil(Math.max(0, ...waits));
}
