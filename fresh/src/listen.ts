import type { RequestHandler } from "./request_handler.ts";

/** Where and how `app.listen()` listens: the options of `Deno.serve`. */
export interface ListenOptions
  extends Deno.ServeTcpOptions, Partial<Pick<Deno.TlsCertifiedKeyPem, "cert" | "key">> {
}

/**
 * Serves requests.
 *
 * @throws {Deno.errors.AddrInUse} when the port is taken
 */
export async function listen(handler: RequestHandler, options: ListenOptions): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = Deno.serve({
    ...options,
    onListen(address) {
      if (options.onListen) options.onListen(address);
      else {
        const secure = options.cert !== undefined;
        const { hostname, port } = address;
        const host = ["0.0.0.0", "::"].includes(hostname) ? "localhost" : hostname;
        console.log(`Listening on ${secure ? "https" : "http"}://${host}:${port}/`);
      }
      resolve();
    },
  }, (req, info) => handler(req, info));
  await Promise.race([promise, server.finished]);
}
