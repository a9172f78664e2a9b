import type { Clock } from "../platform/mod.ts";

/** Values that this process came by a moment ago, to be had without asking the cache again. */
export interface Recent<V> {
  get(key: string): V | undefined;
  /** Keeps a value for a moment, and not beyond `until` (epoch ms). */
  keep(key: string, value: V, until: number): void;
  /** Forgets every key that starts with `prefix`. */
  drop(prefix: string): void;
}

/** A busy moment, milliseconds. */
const MOMENT_MS = 2000;

/** Values kept at most; the one kept first is forgotten first. */
const MOST = 50;

/** Makes an empty store. */
export function createRecent<V>(clock: Clock): Recent<V> {
  const kept = new Map<string, { value: V; until: number }>();
  return {
    get(key) {
      const entry = kept.get(key);
      return entry === undefined || entry.until <= clock.now() ? undefined : entry.value;
    },
    keep(key, value, until) {
      kept.delete(key);
      kept.set(key, { value, until: Math.min(until, clock.now() + MOMENT_MS) });
      const oldest = kept.keys().next();
      if (kept.size > MOST && !oldest.done) kept.delete(oldest.value);
    },
    drop(prefix) {
      for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
    },
  };
}
