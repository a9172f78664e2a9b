import type { Clock } from "../clock.ts";
import type { DeliveredEvent, EventBus } from "../events.ts";
import type { Logger } from "../log/logger.ts";
import { compareEventIds, isEventId } from "./event_id.ts";
import { createHandlers } from "./handlers.ts";

/** Events kept for clients that come back. */
export const BACKLOG = 1000;

/** Carries events within one process. */
export function createInProcessEventBus({ log, clock }: { log: Logger; clock: Clock }): EventBus {
  const handlers = createHandlers(log);
  const backlog: DeliveredEvent[] = [];
  let lastMs = 0;
  let sequence = 0;

  /** Grows even when the clock stands still or steps back. */
  function nextId(): string {
    const now = clock.now();
    if (now > lastMs) [lastMs, sequence] = [now, 0];
    else sequence++;
    return `${lastMs}-${sequence}`;
  }

  return {
    publish(event) {
      const delivered = { id: nextId(), event };
      backlog.push(delivered);
      if (backlog.length > BACKLOG) backlog.shift();
      handlers.call(delivered);
      return Promise.resolve();
    },
    subscribe: (handler) => handlers.add(handler),
    since(lastId) {
      const known = isEventId(lastId);
      return Promise.resolve(
        known ? backlog.filter(({ id }) => compareEventIds(id, lastId) > 0) : [],
      );
    },
    close() {
      handlers.clear();
      return Promise.resolve();
    },
  };
}
