import type { SimClock } from "../clock.ts";
import { AttioRefusal } from "./errors.ts";

/** Limits in force; they may be changed while the stand-in runs, as Attio does in incidents. 0: none. */
export interface Limits {
  readsPerSecond: number;
  writesPerSecond: number;
  /** Most points one query may cost. */
  queryScore: number;
  /** Most points all queries of the workspace may cost within 10 s. */
  windowScore: number;
}

const SECOND = 1000;
const WINDOW = 10 * SECOND;

function exceeded(message: string, until: number): AttioRefusal {
  return new AttioRefusal(429, "rate_limit_exceeded", message, {
    type: "rate_limit_error",
    headers: { "retry-after": new Date(Math.ceil(until / SECOND) * SECOND).toUTCString() },
  });
}

/**
 * Counts requests per token in seconds of the clock, and points of queries in a sliding window of all
 * tokens. Both throw a 429 that says when to come back, as an HTTP date.
 */
export function limiter(clock: SimClock, limits: Limits) {
  let second = -1;
  let counts = new Map<string, number>();
  let spent: { at: number; score: number }[] = [];
  return {
    request(token: string, kind: "reads" | "writes"): void {
      const limit = kind === "reads" ? limits.readsPerSecond : limits.writesPerSecond;
      if (limit === 0) return;
      const now = clock.now();
      if (Math.floor(now / SECOND) !== second) {
        second = Math.floor(now / SECOND);
        counts = new Map();
      }
      const key = `${kind} ${token}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > limit) {
        throw exceeded("Rate limit exceeded, please try again later", (second + 1) * SECOND);
      }
    },
    query(score: number): void {
      const now = clock.now();
      if (limits.queryScore > 0 && score > limits.queryScore) {
        throw exceeded(
          `This query scores ${score} of ${limits.queryScore} points, use fewer filters and sorts`,
          now + SECOND,
        );
      }
      if (limits.windowScore === 0) return;
      spent = spent.filter(({ at }) => at > now - WINDOW);
      const total = spent.reduce((sum, each) => sum + each.score, 0);
      if (total + score > limits.windowScore) {
        throw exceeded(
          "Query score limit exceeded, please try again later",
          (spent[0]?.at ?? now) + WINDOW,
        );
      }
      spent.push({ at: now, score });
    },
  };
}

/** What a query costs: conditions, sorts, and the size of the table. */
export function queryScore(conditions: number, sorts: number, rows: number): number {
  return 1 + conditions + 2 * sorts + Math.ceil(rows / 1000);
}
