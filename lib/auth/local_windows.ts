import type { Clock, WindowCount } from "../platform/mod.ts";

/** Windows kept at most; the oldest is forgotten first. */
const MOST = 10_000;

/** Fixed windows counted in this process alone, for when the shared store is away. */
export interface LocalWindows {
  increment(key: string, seconds: number): WindowCount;
  delete(key: string): void;
}

/** Makes an empty set of windows. */
export function createLocalWindows(clock: Clock): LocalWindows {
  const windows = new Map<string, WindowCount>();
  return {
    increment(key, seconds) {
      const known = windows.get(key);
      const live = known !== undefined && known.resetAt > clock.now();
      const window = live
        ? { ...known, count: known.count + 1 }
        : { count: 1, resetAt: clock.now() + seconds * 1000 };
      if (!live) windows.delete(key);
      windows.set(key, window);
      const oldest = windows.keys().next();
      if (windows.size > MOST && !oldest.done) windows.delete(oldest.value);
      return window;
    },
    delete: (key) => void windows.delete(key),
  };
}
