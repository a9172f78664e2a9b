import type { Redis } from "ioredis";
import type { Clock } from "../clock.ts";
import { disconnectRedis, REDIS_PREFIX } from "../redis.ts";
import { type CacheStore, requireTtl } from "./store.ts";

/** Keys looked at in one step of a prefix scan. */
const SCAN_COUNT = 500;

/** Counts and, at the first hit, opens the window; answers the count and what is left of it. */
const INCREMENT = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}`;

/** A text as a pattern that matches only itself. */
function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]]/g, "\\$&");
}

/** A cache in Redis, shared by all processes. */
export function createRedisStore(
  redis: Redis,
  clock: Clock,
  prefix: string = `${REDIS_PREFIX}cache:`,
): CacheStore {
  return {
    async get<T>(key: string) {
      const json = await redis.get(prefix + key);
      return json === null ? null : JSON.parse(json) as T;
    },
    async set(key, value, ttlSeconds) {
      await redis.set(prefix + key, JSON.stringify(value), "PX", requireTtl(ttlSeconds));
    },
    async delete(...keys) {
      if (keys.length > 0) await redis.unlink(...keys.map((key) => prefix + key));
    },
    async deletePrefix(start) {
      const pattern = `${escapeGlob(prefix + start)}*`;
      let cursor = "0";
      do {
        const [next, keys] = await redis.scan(cursor, "MATCH", pattern, "COUNT", SCAN_COUNT);
        if (keys.length > 0) await redis.unlink(...keys);
        cursor = next;
      } while (cursor !== "0");
    },
    async increment(key, windowSeconds) {
      const reply = await redis.eval(INCREMENT, 1, prefix + key, requireTtl(windowSeconds));
      const [count, leftMs] = reply as [number, number];
      return { count, resetAt: clock.now() + leftMs };
    },
    async setIfAbsent(key, value, ttlSeconds) {
      const ttlMs = requireTtl(ttlSeconds);
      return await redis.set(prefix + key, JSON.stringify(value), "PX", ttlMs, "NX") === "OK";
    },
    async ping() {
      await redis.ping();
    },
    close: () => disconnectRedis(redis),
  };
}
