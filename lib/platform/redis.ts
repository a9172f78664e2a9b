import { Redis } from "ioredis";
import type { Logger } from "./log/logger.ts";

/** Longest wait before the next attempt to connect again, milliseconds. */
const MAX_RECONNECT_MS = 2000;

/** A command that is not answered within this many milliseconds fails. */
const COMMAND_TIMEOUT_MS = 3000;

/** Prefix of every key and channel, so that a Redis can be shared. */
export const REDIS_PREFIX = "ct:";

/** A connection to Redis that reconnects by itself; commands fail soon while it is away. */
export function connectRedis(url: string, log: Logger, purpose: string): Redis {
  const redis = new Redis(url, {
    connectionName: `control-tower-${purpose}`,
    connectTimeout: 5000,
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), MAX_RECONNECT_MS),
  });
  let away = false;
  redis.on("error", (error) => {
    // one line for an outage, not one for each attempt
    if (!away) log.error({ err: error, purpose }, "Redis is away");
    away = true;
  });
  redis.on("ready", () => {
    if (away) log.info({ purpose }, "Redis is back");
    away = false;
  });
  return redis;
}

/** Closes a connection without waiting for a server that is away. */
export async function disconnectRedis(redis: Redis): Promise<void> {
  if (redis.status === "ready") await redis.quit().catch(() => redis.disconnect());
  else redis.disconnect();
}
