import { type Clock, type DeliveredEvent, type EventBus, systemClock } from "../platform/mod.ts";
import { type EventStream, openEventStream } from "./event_stream.ts";

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
  /** Ends a session's streams at once: it signed out, or chose another project. */
  endSession(sessionId: string): void;
  /** Streams open now. */
  connections(): number;
  close(): void;
}

/** What a test may replace. */
export interface FeedTools {
  clock?: Clock;
  /** Calls `run` every `ms` milliseconds until the result is called. */
  every?(ms: number, run: () => void): () => void;
}

/** Streams one session may hold: a browser opens one a tab. */
const PER_SESSION = 12;

/** An idle stream says something this often, milliseconds. */
const HEARTBEAT_MS = 30_000;

/**
 * A stream ends after this many milliseconds. The browser comes back at once, and with that its
 * session, project and scope are resolved anew, in whichever process changed them.
 */
const LIFETIME_MS = 15 * 60_000;

/**
 * A page may have been rendered this long before it listens, milliseconds. What happened meanwhile
 * is told to it, or its figures would stay as they were.
 */
const RENDERED_MS = 10_000;

/** Recent events kept for pages that begin to listen. */
const RECENT = 64;

function everyInterval(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  Deno.unrefTimer(timer);
  return () => clearInterval(timer);
}

/** Whether an event is told to this reader: its scope's, and of its project where it has one. */
function concerns({ event }: DeliveredEvent, { accountScopeId, projectId }: FeedSubscriber) {
  if (event.accountScopeId !== accountScopeId || event.type === "session_changed") return false;
  if (projectId === null) return true;
  if (event.type === "job_completed") {
    return event.projectIds.length === 0 || event.projectIds.includes(projectId);
  }
  return event.projectId === null || event.projectId === projectId;
}

/** Wires the feed to the event bus: one subscription and one timer for all streams. */
export function createLiveFeed(events: EventBus, tools: FeedTools = {}): LiveFeed {
  const { clock = systemClock, every = everyInterval } = tools;
  const open = new Map<FeedSubscriber, { stream: EventStream; until: number }>();
  let newestId = "0-0";
  let recent: { at: number; delivered: DeliveredEvent }[] = [];

  /** Events of the last moments, as many as a page can be told of. */
  function sinceRendering(): DeliveredEvent[] {
    recent = recent.filter(({ at }) => at > clock.now() - RENDERED_MS);
    return recent.map(({ delivered }) => delivered);
  }

  function endSession(sessionId: string): void {
    for (const [subscriber, { stream }] of open) {
      if (subscriber.sessionId === sessionId) stream.close();
    }
  }

  const unsubscribe = events.subscribe((delivered) => {
    newestId = delivered.id;
    if (delivered.event.type === "session_changed") return endSession(delivered.event.sessionId);
    recent = [...recent.slice(1 - RECENT), { at: clock.now(), delivered }];
    for (const [subscriber, { stream }] of open) {
      if (concerns(delivered, subscriber)) stream.tell(delivered);
    }
  });
  const stopBeating = every(HEARTBEAT_MS, () => {
    for (const { stream, until } of open.values()) {
      if (clock.now() < until) stream.beat();
      else stream.close();
    }
  });

  async function missedBy(
    subscriber: FeedSubscriber,
    after: string | null,
  ): Promise<DeliveredEvent[]> {
    const all = after === null ? sinceRendering() : await events.since(after);
    return all.filter((delivered) => concerns(delivered, subscriber));
  }

  return {
    open(subscriber) {
      const ofSession = [...open.keys()].filter(({ sessionId }) =>
        sessionId === subscriber.sessionId
      );
      if (ofSession.length >= PER_SESSION) return null;
      const { lastEventId } = subscriber;
      const after = /^\d{1,16}-\d{1,16}$/.test(lastEventId ?? "") ? lastEventId : null;
      const stream = openEventStream(after ?? newestId, () => open.delete(subscriber));
      open.set(subscriber, { stream, until: clock.now() + LIFETIME_MS });
      stream.resume(missedBy(subscriber, after));
      return stream.readable;
    },
    endSession,
    connections: () => open.size,
    close() {
      stopBeating();
      unsubscribe();
      for (const { stream } of open.values()) stream.close();
    },
  };
}
