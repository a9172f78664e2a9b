import type { Cache, Clock, Logger, WindowCount } from "../platform/mod.ts";
import { createLocalWindows } from "./local_windows.ts";

/** Whether a request may go on, and what its headers say. */
export interface LimitState {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Seconds until the window ends. */
  resetSeconds: number;
}

/** How often something may happen: `count` times in fixed windows of `seconds`. */
export interface Limit {
  count: number;
  seconds: number;
}

/** The product's limits. */
export const LIMITS = {
  session: { count: 200, seconds: 60 },
  anonymous: { count: 60, seconds: 60 },
  webhook: { count: 3000, seconds: 60 },
  search: { count: 60, seconds: 60 },
  sync: { count: 10, seconds: 60 },
  login: { count: 10, seconds: 900 },
} as const satisfies Record<string, Limit>;

/** Counts what happens, in the store that all processes share. */
export interface Limiter {
  /** Counts one hit. */
  hit(key: string, limit: Limit): Promise<LimitState>;
  /** Begins anew. */
  clear(...keys: string[]): Promise<void>;
}

/**
 * Makes the limiter. While the shared store cannot be reached each process counts by itself: a
 * limit then holds per process, which is better than none.
 */
export function createLimiter(
  { cache, clock, log }: { cache: Cache; clock: Clock; log: Logger },
): Limiter {
  const local = createLocalWindows(clock);
  const nameOf = (key: string) => `limit:${key}`;
  let away = false;

  async function count(key: string, seconds: number): Promise<WindowCount> {
    try {
      const window = await cache.increment(nameOf(key), seconds);
      away = false;
      return window;
    } catch (error) {
      // one line for an outage, not one for each request
      if (!away) log.warn({ err: error }, "limits are counted in this process alone");
      away = true;
      return local.increment(key, seconds);
    }
  }

  return {
    async hit(key, limit) {
      const window = await count(key, limit.seconds);
      return {
        allowed: window.count <= limit.count,
        limit: limit.count,
        remaining: Math.max(0, limit.count - window.count),
        resetSeconds: Math.max(0, Math.ceil((window.resetAt - clock.now()) / 1000)),
      };
    },
    async clear(...keys) {
      for (const key of keys) local.delete(key);
      // a store that is away forgets by itself
      await cache.delete(...keys.map(nameOf)).catch(() => {});
    },
  };
}

/** The stricter of two limits that both hold. */
export function stricter(left: LimitState, right: LimitState): LimitState {
  if (left.allowed !== right.allowed) return left.allowed ? right : left;
  if (left.remaining !== right.remaining) return left.remaining < right.remaining ? left : right;
  return left.resetSeconds >= right.resetSeconds ? left : right;
}

/** The headers that tell a client where it stands. */
export function limitHeaders(state: LimitState): Record<string, string> {
  return {
    "ratelimit-limit": String(state.limit),
    "ratelimit-remaining": String(state.remaining),
    "ratelimit-reset": String(state.resetSeconds),
    ...(state.allowed ? {} : { "retry-after": String(Math.max(1, state.resetSeconds)) }),
  };
}
