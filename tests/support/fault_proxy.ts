/** What the proxy does to connections while it lasts. */
export type NetworkFault =
  | { kind: "none" }
  /** Nobody is there: open connections end, new ones are closed at once. */
  | { kind: "refuse" }
  /** Every piece of a reply waits this long, and up to `jitterMs` more. */
  | { kind: "slow"; latencyMs: number; jitterMs: number }
  /** The request goes through, no reply comes back. */
  | { kind: "hang" }
  /** The reply ends after so many bytes. */
  | { kind: "cut"; afterBytes: number }
  /** The connection breaks when the reply begins. */
  | { kind: "reset" }
  /** The reply comes whole, its end does not: the connection stays open. */
  | { kind: "slow_close"; holdMs: number };

/** A TCP proxy on the loopback interface whose faults can be switched while connections are open. */
export interface FaultProxy {
  url: string;
  /** Connections so far. */
  connections(): number;
  set(fault: NetworkFault): void;
  close(): Promise<void>;
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}

/** Starts a proxy before a server. `random` in [0, 1) makes the jitter. */
export function startFaultProxy(target: string, random: () => number): FaultProxy {
  const { hostname, port } = new URL(target);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.TcpConn>();
  let fault: NetworkFault = { kind: "none" };
  let connections = 0;

  function drop(...ends: Deno.TcpConn[]): void {
    for (const end of ends) {
      if (!open.delete(end)) continue;
      try {
        end.close();
      } catch {
        // the other side was faster
      }
    }
  }

  async function forward(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    for (let read = await from.read(buffer); read !== null; read = await from.read(buffer)) {
      await writeAll(to, buffer.slice(0, read));
    }
  }

  /** Carries a reply back under the fault that holds when each piece of it comes. */
  async function back(server: Deno.TcpConn, client: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(16 * 1024);
    let carried = 0;
    for (let read = await server.read(buffer); read !== null; read = await server.read(buffer)) {
      let piece = buffer.slice(0, read);
      if (fault.kind === "reset") return;
      if (fault.kind === "hang") continue;
      if (fault.kind === "slow") await pause(fault.latencyMs + random() * fault.jitterMs);
      if (fault.kind === "cut") piece = piece.slice(0, Math.max(0, fault.afterBytes - carried));
      carried += piece.length;
      await writeAll(client, piece);
      if (fault.kind === "cut" && carried >= fault.afterBytes) return;
      if (fault.kind === "slow_close") await pause(fault.holdMs);
    }
  }

  async function serve(client: Deno.TcpConn): Promise<void> {
    connections++;
    open.add(client);
    if (fault.kind === "refuse") return drop(client);
    try {
      const server = await Deno.connect({ hostname, port: Number(port) });
      open.add(server);
      await Promise.race([
        forward(client, server).catch(() => {}),
        back(server, client).catch(() => {}),
      ]);
      drop(client, server);
    } catch {
      drop(client);
    }
  }

  const serving = (async () => {
    for await (const connection of listener) void serve(connection);
  })().catch(() => {});

  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    connections: () => connections,
    set(next) {
      fault = next;
      if (next.kind === "refuse") drop(...open);
    },
    async close() {
      listener.close();
      drop(...open);
      await serving;
    },
  };
}
