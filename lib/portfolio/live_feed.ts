import type { DeliveredEvent, EventBus } from "../platform/mod.ts";

/** Whom a page's event stream belongs to. */
export interface FeedSubscriber {
  sessionId: string;
  accountScopeId: string;
  /** Project to follow; null: the whole scope. */
  projectId: string | null;
  /** Where the page left off, from `Last-Event-ID`; null for a new page. */
  lastEventId: string | null;
}

/** Carries live events to browsers as server-sent events. */
export interface LiveFeed {
  /** A stream of an event stream's bytes; null when the session has too many open. */
  open(subscriber: FeedSubscriber): ReadableStream<Uint8Array> | null;
  /** Streams open now. */
  connections(): number;
  close(): void;
}

/** Streams one session may hold: a browser opens one a tab. */
const PER_SESSION = 12;

/** Events that may wait for a slow reader before it is dropped; the browser then reconnects. */
const BACKLOG = 64;

/** A comment this often keeps proxies from closing an idle stream, milliseconds. */
const HEARTBEAT_MS = 30_000;

function concerns(subscriber: FeedSubscriber, { event }: DeliveredEvent): boolean {
  if (event.accountScopeId !== subscriber.accountScopeId || subscriber.projectId === null) {
    return event.accountScopeId === subscriber.accountScopeId;
  }
  if (event.type === "job_completed") {
    return event.projectIds.length === 0 || event.projectIds.includes(subscriber.projectId);
  }
  return event.projectId === null || event.projectId === subscriber.projectId;
}

/** One event in the wire format: its id, its type, and itself as JSON on one line. */
export function formatEvent({ id, event }: DeliveredEvent): string {
  return `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Wires the feed to the event bus: one subscription and one timer for all streams. */
export function createLiveFeed(events: EventBus): LiveFeed {
  const encoder = new TextEncoder();
  const streams = new Map<FeedSubscriber, ReadableStreamDefaultController<Uint8Array>>();
  const perSession = new Map<string, number>();

  function drop(subscriber: FeedSubscriber): void {
    if (!streams.delete(subscriber)) return;
    const left = (perSession.get(subscriber.sessionId) ?? 1) - 1;
    if (left === 0) perSession.delete(subscriber.sessionId);
    else perSession.set(subscriber.sessionId, left);
  }

  function send(subscriber: FeedSubscriber, bytes: Uint8Array): void {
    const controller = streams.get(subscriber);
    if (controller === undefined) return;
    if ((controller.desiredSize ?? 0) > -BACKLOG) return controller.enqueue(bytes);
    drop(subscriber);
    controller.error(new Error("the reader is too slow"));
  }

  const unsubscribe = events.subscribe((delivered) => {
    const bytes = encoder.encode(formatEvent(delivered));
    for (const subscriber of streams.keys()) {
      if (concerns(subscriber, delivered)) send(subscriber, bytes);
    }
  });
  const heartbeat = encoder.encode(": heartbeat\n\n");
  const timer = setInterval(() => {
    for (const subscriber of streams.keys()) send(subscriber, heartbeat);
  }, HEARTBEAT_MS);
  Deno.unrefTimer(timer);

  return {
    connections: () => streams.size,
    open(subscriber) {
      const count = perSession.get(subscriber.sessionId) ?? 0;
      if (count >= PER_SESSION) return null;
      perSession.set(subscriber.sessionId, count + 1);
      return new ReadableStream<Uint8Array>({
        async start(controller) {
          streams.set(subscriber, controller);
          send(subscriber, encoder.encode("event: connected\ndata: {}\n\n"));
          if (subscriber.lastEventId === null) return;
          for (const missed of await events.since(subscriber.lastEventId)) {
            if (concerns(subscriber, missed)) send(subscriber, encoder.encode(formatEvent(missed)));
          }
        },
        cancel: () => drop(subscriber),
      }, { highWaterMark: 1 });
    },
    close() {
      clearInterval(timer);
      unsubscribe();
      for (const [subscriber, controller] of [...streams]) {
        drop(subscriber);
        controller.close();
      }
    },
  };
}
