import type { DeliveredEvent } from "../platform/mod.ts";
import { createEventQueue, newestOf } from "./event_queue.ts";

/** Events that may wait for a slow reader before it is dropped; the browser then reconnects. */
const WAITING = 64;

/** Missed events that are told to a page that comes back: half the queue, so that new ones fit. */
const RESUMED = WAITING / 2;

/** Events told while missed ones are being read; with more the browser has to ask again. */
const HELD = 1_000;

/** How long a browser waits before it reconnects, milliseconds. */
const RETRY_MS = 2_000;

const encoder = new TextEncoder();

/** One reader's server-sent events. */
export interface EventStream {
  /** The bytes for the reply's body. */
  readable: ReadableStream<Uint8Array>;
  /** Tells an event; a reader with too many waiting is dropped. */
  tell(delivered: DeliveredEvent): void;
  /** Tells what was missed before everything told meanwhile, each event once. */
  resume(missed: Promise<DeliveredEvent[]>): Promise<void>;
  /** A comment that keeps proxies from closing an idle stream. */
  beat(): void;
  /** Ends the stream in order: the browser comes back with the last id it has. */
  close(): void;
}

/** One event in the wire format: its id, its type, and itself as JSON on one line. */
export function formatEvent({ id, event }: DeliveredEvent): string {
  return `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/**
 * Opens a stream that says at once that it is connected.
 *
 * @param position id a browser comes back with when it was told nothing else
 * @param onEnd called once when the reader left or was dropped
 */
export function openEventStream(position: string, onEnd: () => void): EventStream {
  const queue = createEventQueue(WAITING);
  // what is told while missed events are being read waits behind them
  let held: DeliveredEvent[] | null = null;
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  function end(): ReadableStreamDefaultController<Uint8Array> | null {
    const ended = controller;
    controller = null;
    if (ended !== null) onEnd();
    return ended;
  }

  function flush(): void {
    while (controller !== null && (controller.desiredSize ?? 0) > 0) {
      const next = queue.take();
      if (next === undefined) return;
      controller.enqueue(encoder.encode(formatEvent(next)));
    }
  }

  function add(delivered: DeliveredEvent): void {
    if (!queue.push(delivered)) end()?.error(new Error("the reader is too slow"));
    flush();
  }

  const readable = new ReadableStream<Uint8Array>({
    start(started) {
      controller = started;
      const connected = `retry: ${RETRY_MS}\nid: ${position}\nevent: connected\ndata: {}\n\n`;
      started.enqueue(encoder.encode(connected));
    },
    pull: flush,
    cancel: () => void end(),
  });

  return {
    readable,
    tell(delivered) {
      if (held === null) add(delivered);
      else if (held.push(delivered) > HELD) end()?.close();
    },
    async resume(missed) {
      held = [];
      try {
        const events = await missed;
        const told = new Set(events.map(({ id }) => id));
        const meanwhile: DeliveredEvent[] = held.filter(({ id }) => !told.has(id));
        held = null;
        for (const delivered of newestOf([...events, ...meanwhile], RESUMED)) add(delivered);
      } catch {
        // the place where events are kept is away: the browser comes back and asks again
        end()?.close();
      }
    },
    beat() {
      if (controller !== null && (controller.desiredSize ?? 0) > 0) {
        controller.enqueue(encoder.encode(": heartbeat\n\n"));
      }
    },
    close: () => end()?.close(),
  };
}
