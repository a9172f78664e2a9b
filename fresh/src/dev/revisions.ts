/** Tells open pages which revision of the project is served. */
export interface Revisions {
  /** A stream of events, `revision`, that starts with the current one. */
  subscribe(): Response;
  /** Tells all pages of a new one. */
  publish(buildId: string): void;
}

/**
 * Keeps track of the pages that want to know.
 *
 * @param buildId of the first revision
 * @param process tells this process from the one before: its modules may be newer
 */
export function revisions(buildId: string, process: string = crypto.randomUUID()): Revisions {
  const listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const encoder = new TextEncoder();
  let current = buildId;
  const event = () =>
    encoder.encode(`retry: 200\nevent: revision\ndata: ${process}-${current}\n\n`);
  return {
    subscribe() {
      let own: ReadableStreamDefaultController<Uint8Array>;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          own = controller;
          listeners.add(own);
          own.enqueue(event());
        },
        cancel: () => void listeners.delete(own),
      });
      const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
      return new Response(body, { headers });
    },
    publish(id) {
      current = id;
      for (const listener of listeners) listener.enqueue(event());
    },
  };
}
