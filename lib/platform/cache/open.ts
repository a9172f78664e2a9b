import { join } from "node:path";
import type { Cache } from "../cache.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config/config.ts";
import type { Logger } from "../log/logger.ts";
import { connectRedis } from "../redis.ts";
import { requireRedis } from "../redis_requirements.ts";
import { createKvStore } from "./kv_store.ts";
import { createRedisStore } from "./redis_store.ts";
import { createCacheOn } from "./remember.ts";
import type { OnCacheUse } from "./store.ts";

/** Opens Deno KV; a damaged file is set aside, since nothing in a cache is needed. */
async function openKv(dataDir: string, log: Logger): Promise<Deno.Kv> {
  await Deno.mkdir(dataDir, { recursive: true });
  const path = join(dataDir, "cache.sqlite3");
  try {
    const kv = await Deno.openKv(path);
    await kv.get(["cache"]);
    return kv;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    log.warn({ err: error }, "the cache file is damaged and begins anew");
    for (const suffix of ["", "-wal", "-shm"]) {
      await Deno.remove(path + suffix).catch(() => {});
    }
    return await Deno.openKv(path);
  }
}

/**
 * Opens the cache that the configuration names: Redis, or Deno KV in the data folder.
 *
 * @throws {ConfigError} when Redis cannot be reached or is too old
 */
export async function openCache(
  config: Pick<Config, "redisUrl" | "dataDir">,
  { log, clock, onUse }: { log: Logger; clock: Clock; onUse?: OnCacheUse },
): Promise<Cache> {
  if (config.redisUrl !== null) await requireRedis(config.redisUrl);
  const store = config.redisUrl === null
    ? createKvStore(await openKv(config.dataDir, log), clock)
    : createRedisStore(connectRedis(config.redisUrl, log, "cache"), clock);
  return createCacheOn(store, { log, onUse });
}
