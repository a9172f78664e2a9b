import type { Clock } from "../platform/mod.ts";

/** Resolves when the next request may be sent. */
export type Pace = (signal: AbortSignal) => Promise<void>;

/**
 * Spaces requests evenly: at most `perSecond` a second, however many callers wait. 0: no limit.
 */
export function evenPace(perSecond: number, clock: Clock): Pace {
  if (perSecond === 0) return () => Promise.resolve();
  const interval = 1000 / perSecond;
  let next = 0;
  return async (signal) => {
    const now = clock.now();
    const slot = Math.max(now, next);
    next = slot + interval;
    if (slot > now) await clock.sleep(slot - now, signal);
  };
}
