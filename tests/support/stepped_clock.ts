import type { Clock } from "@/lib/platform/mod.ts";

/** A clock whose sleepers wait until it is moved on, for code that waits beside other work. */
export interface SteppedClock extends Clock {
  /** Moves on, wakes whoever's time has come, and lets them run until they wait again. */
  advance(ms: number): Promise<void>;
  /** How many sleep. */
  sleeping(): number;
}

/** Lets everything that can go on without time passing do so. */
const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Makes a clock that stands at `start`, epoch milliseconds. */
export function steppedClock(start = 0): SteppedClock {
  let now = start;
  const sleepers = new Set<{ at: number; wake(): void }>();
  return {
    now: () => now,
    sleeping: () => sleepers.size,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const sleeper = { at: now + ms, wake: resolve };
      sleepers.add(sleeper);
      signal?.addEventListener("abort", () => {
        sleepers.delete(sleeper);
        reject(signal.reason);
      }, { once: true });
      return promise;
    },
    async advance(ms) {
      const end = now + ms;
      while (true) {
        const [next] = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = next.at;
        sleepers.delete(next);
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}
