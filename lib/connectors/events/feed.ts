import type { Clock, Sql } from "../../platform/mod.ts";
import { collectEvents, type CollectOrder } from "./collect.ts";
import {
  allEvents,
  type ConnectorEvent,
  type EventFilter,
  type EventPage,
  type EventPlace,
  type EventScope,
  listEvents,
} from "./list.ts";

/** The feed of connector events. */
export interface EventFeed {
  /** Tells what happened since the last time. Returns how many events were told. */
  collect(order: Omit<CollectOrder, "now">): Promise<number>;
  /** A page of the feed. Throws a `RangeError` for a cursor that does not look like one. */
  list(scope: EventScope, filter: EventFilter, place: EventPlace): Promise<EventPage>;
  /** All events that match, newest first, in portions. */
  all(scope: EventScope, filter: EventFilter): AsyncIterable<ConnectorEvent[]>;
}

/** Makes the feed. */
export function createEventFeed({ sql, clock }: { sql: Sql; clock: Clock }): EventFeed {
  return {
    collect: (order) => collectEvents(sql, { ...order, now: new Date(clock.now()) }),
    list: (...request) => listEvents(sql, ...request),
    all: (...request) => allEvents(sql, ...request),
  };
}
