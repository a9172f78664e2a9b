import type { Clock } from "../clock.ts";
import type { Config } from "../config/config.ts";
import type { EventBus } from "../events.ts";
import type { Logger } from "../log/logger.ts";
import { connectRedis } from "../redis.ts";
import { createInProcessEventBus } from "./in_process.ts";
import { createRedisEventBus } from "./redis.ts";

/** Opens the event bus that the configuration names: Redis, or one within this process. */
export async function openEventBus(
  config: Pick<Config, "redisUrl">,
  { log, clock }: { log: Logger; clock: Clock },
): Promise<EventBus> {
  if (config.redisUrl === null) return createInProcessEventBus({ log, clock });
  return await createRedisEventBus({
    commands: connectRedis(config.redisUrl, log, "events"),
    subscriber: connectRedis(config.redisUrl, log, "subscriber"),
  }, { log });
}
