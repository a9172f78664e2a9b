/** The embedded database's own thread: PostgreSQL, and a loopback listener in front of it. */
import { openCluster } from "./cluster.ts";
import { concat } from "./messages.ts";
import type { WorkerReport, WorkerRequest } from "./protocol.ts";
import { serveSession } from "./session.ts";
import { createTurns } from "./turn.ts";

/** What a dedicated worker's global scope has, beyond what a page's has. */
interface WorkerScope {
  postMessage(report: WorkerReport): void;
  addEventListener(type: "message", listener: (event: MessageEvent<WorkerRequest>) => void): void;
}

const scope: WorkerScope = self;
const output: string[] = [];

/** Ends the service that runs, set while one does. */
let closeService: (() => Promise<void>) | null = null;

function fail(error: unknown): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  scope.postMessage({ kind: "failed", name, message, output });
}

async function create(folder: string): Promise<void> {
  const database = await openCluster(folder, output);
  await database.close();
  scope.postMessage({ kind: "created" });
}

async function serve(request: Extract<WorkerRequest, { kind: "serve" }>): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: request.port });
  const database = await openCluster(request.folder, output);
  const turns = createTurns();
  const connections = new Set<Deno.TcpConn>();

  async function exchange(bytes: Uint8Array): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    Atomics.store(request.busySince, 0, BigInt(Date.now()));
    try {
      // a chunk is a view of the backend's memory, which the next statement overwrites
      await database.execProtocolRawStream(bytes, {
        onRawData: (chunk) => chunks.push(chunk.slice()),
      });
    } catch (error) {
      fail(error);
      throw error;
    } finally {
      Atomics.store(request.busySince, 0, 0n);
    }
    return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : concat(chunks);
  }

  const host = {
    exchange,
    turns,
    password: request.password,
    idleInTransactionMs: request.idleInTransactionMs,
  };

  async function attend(connection: Deno.TcpConn): Promise<void> {
    connections.add(connection);
    connection.setNoDelay();
    try {
      await serveSession(connection, host);
    } catch {
      // the client went away, or the backend failed, which `exchange` has reported
    } finally {
      connections.delete(connection);
      try {
        connection.close();
      } catch {
        // closed by the other side already
      }
    }
  }

  closeService = async () => {
    listener.close();
    for (const connection of connections) connection.close();
    await turns.take();
    await database.close();
    scope.postMessage({ kind: "closed" });
  };
  scope.postMessage({ kind: "serving", port: listener.addr.port });
  for await (const connection of listener) attend(connection);
}

scope.addEventListener("message", ({ data }) => {
  const work = data.kind === "create"
    ? create(data.folder)
    : data.kind === "serve"
    ? serve(data)
    : closeService?.();
  work?.catch(fail);
});
