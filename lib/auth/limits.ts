import type { Cache, Clock } from "../platform/mod.ts";

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
  search: { count: 60, seconds: 60 },
  sync: { count: 10, seconds: 60 },
  login: { count: 10, seconds: 900 },
} as const satisfies Record<string, Limit>;

/** Counts one hit. A cache that cannot be reached lets it through. */
export async function hit(
  cache: Cache,
  clock: Clock,
  key: string,
  limit: Limit,
): Promise<LimitState> {
  const window = await cache.increment(`limit:${key}`, limit.seconds)
    .catch(() => ({ count: 0, resetAt: clock.now() + limit.seconds * 1000 }));
  return {
    allowed: window.count <= limit.count,
    limit: limit.count,
    remaining: Math.max(0, limit.count - window.count),
    resetSeconds: Math.max(0, Math.ceil((window.resetAt - clock.now()) / 1000)),
  };
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
