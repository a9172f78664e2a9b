import { signal } from "@preact/signals";
import { type LiveMessage, messageTypes, readMessage } from "./message.ts";

/** How the page's event stream stands; `idle` until an island listens. */
export type LiveStatus = "idle" | "connecting" | "connected" | "offline";

/** The state of the page's one event stream, shared by all islands. */
export const liveStatus = signal<LiveStatus>("idle");

type Listener = (message: LiveMessage) => void;

const listeners = new Set<Listener>();
const firstDelay = 2_000;
const longestDelay = 60_000;
let source: EventSource | null = null;
let delay = firstDelay;

function open(): void {
  if (source !== null) return;
  liveStatus.value = "connecting";
  const opened = new EventSource("/events");
  source = opened;
  opened.addEventListener("connected", () => {
    delay = firstDelay;
    liveStatus.value = "connected";
  });
  for (const type of messageTypes) {
    opened.addEventListener(type, (event) => {
      const message = readMessage(type, String((event as MessageEvent).data));
      if (message !== null) { for (const listener of listeners) listener(message); }
    });
  }
  opened.addEventListener("error", () => {
    liveStatus.value = "offline";
    // The browser reconnects by itself after a lost connection, but gives up after a refusal.
    if (opened.readyState !== EventSource.CLOSED) return;
    source = null;
    setTimeout(open, delay);
    delay = Math.min(delay * 2, longestDelay);
  });
}

/**
 * Hears the page's events; the first listener opens the stream, later ones share it.
 * @returns the way to stop listening
 */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  open();
  return () => listeners.delete(listener);
}
