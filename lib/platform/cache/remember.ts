import type { Cache } from "../cache.ts";
import type { Logger } from "../log/logger.ts";
import { type CacheStore, nameOf, type OnCacheUse } from "./store.ts";

/** A running computation; `stale` once its key was dropped while it ran. */
interface Flight {
  result: Promise<unknown>;
  stale: boolean;
}

/**
 * Completes a store to a `Cache` with `remember`: concurrent misses share one computation, a result
 * whose key was dropped meanwhile is returned but not stored, and a store that is down costs the
 * computation, not the answer.
 */
export function createCacheOn(
  store: CacheStore,
  { log, onUse = () => {} }: { log: Logger; onUse?: OnCacheUse },
): Cache {
  const flights = new Map<string, Flight>();

  async function read<T>(key: string): Promise<T | null> {
    try {
      return await store.get<T>(key);
    } catch (error) {
      log.warn({ err: error, cache: nameOf(key) }, "cache cannot be read");
      return null;
    }
  }

  async function compute<T>(
    key: string,
    ttlSeconds: number,
    flight: Flight,
    work: () => Promise<T>,
  ): Promise<T> {
    const cached = await read<T>(key);
    onUse({ kind: cached === null ? "miss" : "hit", name: nameOf(key) });
    if (cached !== null) return cached;
    const value = await work();
    if (flight.stale || value === null || value === undefined) return value;
    try {
      await store.set(key, value, ttlSeconds);
      onUse({ kind: "set", name: nameOf(key) });
    } catch (error) {
      log.warn({ err: error, cache: nameOf(key) }, "cache cannot be written");
    }
    return value;
  }

  /** Lets later callers compute anew, and keeps the running results out of the store. */
  function ground(matches: (key: string) => boolean): void {
    for (const [key, flight] of flights) {
      if (!matches(key)) continue;
      flight.stale = true;
      flights.delete(key);
    }
  }

  return {
    get: (key) => store.get(key),
    set: (key, value, ttlSeconds) => store.set(key, value, ttlSeconds),
    increment: (key, windowSeconds) => store.increment(key, windowSeconds),
    setIfAbsent: (key, value, ttlSeconds) => store.setIfAbsent(key, value, ttlSeconds),
    ping: () => store.ping(),
    close: () => store.close(),
    async delete(...keys) {
      ground((key) => keys.includes(key));
      await store.delete(...keys);
      for (const key of keys) onUse({ kind: "invalidation", name: nameOf(key) });
    },
    async deletePrefix(prefix) {
      ground((key) => key.startsWith(prefix));
      await store.deletePrefix(prefix);
      onUse({ kind: "invalidation", name: nameOf(prefix) });
    },
    remember<T>(key: string, ttlSeconds: number, work: () => Promise<T>): Promise<T> {
      const running = flights.get(key);
      if (running !== undefined) return running.result as Promise<T>;
      const flight: Flight = { result: Promise.resolve(), stale: false };
      const result = compute(key, ttlSeconds, flight, work).finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      });
      flight.result = result;
      flights.set(key, flight);
      return result;
    },
  };
}
