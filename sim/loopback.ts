/** A stand-in being served on the loopback interface. */
export interface Served {
  url: string;
  /** Stops taking requests; resolves when those under way have ended. */
  close(): Promise<void>;
}

/** Serves `handler` on 127.0.0.1; port 0 is any free one. An error of the handler is a bare 500. */
export function serveLoopback(
  handler: (request: Request, client: string) => Promise<Response>,
  port = 0,
): Served {
  const abort = new AbortController();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port,
    signal: abort.signal,
    onListen: () => {},
    onError: () => new Response("Internal Server Error", { status: 500 }),
  }, (request, info) => handler(request, info.remoteAddr.hostname));
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    async close() {
      abort.abort();
      await server.finished;
    },
  };
}
