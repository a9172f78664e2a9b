import { signal } from "@preact/signals";
import { type LiveMessage, messageTypes, readMessage } from "./message.ts";

/** How the page's event stream stands; `idle` until an island listens and while the page is hidden. */
export type LiveStatus = "idle" | "connecting" | "connected" | "offline";

/** The state of the page's one event stream, shared by all islands. */
export const liveStatus = signal<LiveStatus>("idle");

type Listener = (message: LiveMessage) => void;

const listeners = new Set<Listener>();
const firstDelay = 2_000;
const longestDelay = 60_000;
/** A browser grants a site six connections, so pages nobody looks at give theirs back. */
const hiddenDelay = 30_000;

let source: EventSource | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let delay = firstDelay;
let paused = false;

function tell(message: LiveMessage): void {
  for (const listener of listeners) listener(message);
}

function open(): void {
  if (source !== null) return;
  clearTimeout(timer);
  liveStatus.value = "connecting";
  const opened = new EventSource("/events");
  source = opened;
  opened.addEventListener("connected", () => {
    delay = firstDelay;
    liveStatus.value = "connected";
  });
  opened.addEventListener("open", () => {
    // A new stream does not bring what the one before it missed.
    if (paused && source === opened) tell({ type: "resumed" });
    paused = false;
  });
  for (const type of messageTypes) {
    opened.addEventListener(type, (event) => {
      const message = readMessage(type, String((event as MessageEvent).data));
      if (message !== null) tell(message);
    });
  }
  opened.addEventListener("error", () => {
    liveStatus.value = "offline";
    // The browser reconnects by itself after a lost connection, but gives up after a refusal.
    if (opened.readyState !== EventSource.CLOSED) return;
    close();
    timer = setTimeout(open, delay);
    delay = Math.min(delay * 2, longestDelay);
  });
}

function close(): void {
  source?.close();
  source = null;
  paused = true;
}

function followVisibility(): void {
  clearTimeout(timer);
  if (document.visibilityState === "visible") return open();
  timer = setTimeout(() => {
    close();
    liveStatus.value = "idle";
  }, hiddenDelay);
}

/**
 * Hears the page's events; the first listener opens the stream, later ones share it.
 * @returns the way to stop listening
 */
export function listen(listener: Listener): () => void {
  if (listeners.size === 0) document.addEventListener("visibilitychange", followVisibility);
  listeners.add(listener);
  open();
  return () => listeners.delete(listener);
}
