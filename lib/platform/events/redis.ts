import type { Redis } from "ioredis";
import type { DeliveredEvent, EventBus, LiveEvent } from "../events.ts";
import type { Logger } from "../log/logger.ts";
import { disconnectRedis, REDIS_PREFIX } from "../redis.ts";
import { compareEventIds, isEventId } from "./event_id.ts";
import { createHandlers } from "./handlers.ts";
import { BACKLOG } from "./in_process.ts";

/** Stores and announces in one step, so that all processes hear events in the order of their ids. */
const PUBLISH = `
local id = redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[1], '*', 'event', ARGV[2])
redis.call('PUBLISH', KEYS[2], id .. ' ' .. ARGV[2])
return id`;

const TYPES = new Set<unknown>(
  [
    "job_progress",
    "job_completed",
    "completeness_drop",
    "circuit_changed",
    "session_changed",
  ] satisfies LiveEvent["type"][],
);

/** Reads an event written by this product; null for a kind this release does not know. */
function parseEvent(json: string): LiveEvent | null {
  const value: unknown = JSON.parse(json);
  const known = typeof value === "object" && value !== null && "type" in value &&
    TYPES.has(value.type);
  return known ? value as LiveEvent : null;
}

/**
 * Carries events to all processes: a stream holds the backlog, a channel announces. What was
 * published while this process was disconnected is delivered when it is back.
 *
 * @param connections.commands for publishing and reading
 * @param connections.subscriber for listening alone
 */
export async function createRedisEventBus(
  connections: { commands: Redis; subscriber: Redis },
  { log, prefix = REDIS_PREFIX }: { log: Logger; prefix?: string },
): Promise<EventBus> {
  const { commands, subscriber } = connections;
  const stream = `${prefix}events`;
  const channel = `${prefix}events:new`;
  const handlers = createHandlers(log);
  let lastId: string | null = null;
  // what is heard after a reconnection waits until what was missed has been read
  let held: DeliveredEvent[] | null = null;

  function deliver(delivered: DeliveredEvent): void {
    if (lastId !== null && compareEventIds(delivered.id, lastId) <= 0) return;
    lastId = delivered.id;
    handlers.call(delivered);
  }

  async function since(after: string): Promise<DeliveredEvent[]> {
    if (!isEventId(after)) return [];
    const entries = await commands.xrange(stream, `(${after}`, "+", "COUNT", BACKLOG);
    return entries.flatMap(([id, [, json]]) => {
      const event = json === undefined ? null : parseEvent(json);
      return event === null ? [] : [{ id, event }];
    });
  }

  subscriber.on("message", (_channel: string, text: string) => {
    const space = text.indexOf(" ");
    const event = parseEvent(text.slice(space + 1));
    if (event === null) return;
    const delivered = { id: text.slice(0, space), event };
    if (held === null) deliver(delivered);
    else held.push(delivered);
  });
  await subscriber.subscribe(channel);
  const [newest] = await commands.xrevrange(stream, "+", "-", "COUNT", 1);
  lastId ??= newest?.[0] ?? null;
  subscriber.on("close", () => held ??= []);
  subscriber.on("ready", async () => {
    try {
      for (const missed of await since(lastId ?? "0-0")) deliver(missed);
    } catch (error) {
      log.warn({ err: error }, "missed events cannot be read");
    } finally {
      const heard = held ?? [];
      held = null;
      for (const delivered of heard) deliver(delivered);
    }
  });

  return {
    async publish(event) {
      await commands.eval(PUBLISH, 2, stream, channel, BACKLOG, JSON.stringify(event));
    },
    subscribe: (handler) => handlers.add(handler),
    since,
    async close() {
      handlers.clear();
      await Promise.all([disconnectRedis(subscriber), disconnectRedis(commands)]);
    },
  };
}
