import type { Cache } from "../cache.ts";

/** What an adapter has to provide; `createCacheOn` makes the rest of `Cache` of it. */
export type CacheStore = Omit<Cache, "remember">;

/** What happened to an entry; `name` is its key up to the first colon. */
export interface CacheUse {
  kind: "hit" | "miss" | "set" | "invalidation";
  name: string;
}

/** Told about each use, for metrics. */
export type OnCacheUse = (use: CacheUse) => void;

/**
 * A time to live in whole milliseconds.
 *
 * @throws {RangeError} when it is not a positive number of seconds
 */
export function requireTtl(ttlSeconds: number): number {
  if (!(ttlSeconds > 0) || !Number.isFinite(ttlSeconds)) {
    throw new RangeError(`a time to live must be a positive number of seconds, got ${ttlSeconds}`);
  }
  return Math.ceil(ttlSeconds * 1000);
}

/** The name under which a key's use is counted. */
export function nameOf(key: string): string {
  const colon = key.indexOf(":");
  return colon < 0 ? key : key.slice(0, colon);
}
