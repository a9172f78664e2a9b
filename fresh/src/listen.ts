import type { RequestHandler } from "./request_handler.ts";

/** Where and how `app.listen()` listens: the options of `Deno.serve`. */
export interface ListenOptions
  extends Deno.ServeTcpOptions, Partial<Pick<Deno.TlsCertifiedKeyPem, "cert" | "key">> {
}

/** Ports that are tried in turn when none is asked for. */
const PORTS = Array.from({ length: 20 }, (_, i) => 8000 + i);

/**
 * Serves requests: at the port asked for, else at the first free one from 8000 on.
 *
 * @throws {Deno.errors.AddrInUse} when the port is taken, or all of them are
 */
export async function listen(handler: RequestHandler, options: ListenOptions): Promise<void> {
  if (options.port !== undefined) return await listenAt(handler, options);
  let taken: unknown;
  for (const port of PORTS) {
    try {
      return await listenAt(handler, { ...options, port });
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
      taken ??= error;
    }
  }
  throw taken;
}

async function listenAt(handler: RequestHandler, options: ListenOptions): Promise<void> {
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
