import type { Clock } from "../../clock.ts";
import type { Logger } from "../../log/logger.ts";
import type { WorkerReport, WorkerRequest } from "./protocol.ts";

/** A worker failed; `output` is what PostgreSQL wrote last. */
export class BackendError extends Error {
  override readonly name = "BackendError";
  constructor(message: string, readonly output: string[]) {
    super(message);
  }
}

/** How often a running statement's age is looked at, milliseconds. */
const WATCH_INTERVAL_MS = 250;

/** Attempts to start again, and the pause between them in milliseconds. */
const RESTARTS = { attempts: 50, pauseMs: 200 };

/** What a service is given. */
export interface ServiceOptions {
  folder: string;
  /** 0 lets the system choose. */
  port: number;
  password: string;
  /** Milliseconds after which a running statement counts as stalled. */
  statementTimeoutMs: number;
  /** Called once for each stalled statement; only a new process can end it. */
  onStall: () => void;
  log: Logger;
  clock: Clock;
}

/** The running embedded database. */
export interface Service {
  port: number;
  /** Writes everything to disk and ends the worker. */
  close(): Promise<void>;
}

function startWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
}

/** Sends a request and resolves with the first report of the kind that answers it. */
function ask<K extends WorkerReport["kind"]>(
  worker: Worker,
  request: WorkerRequest,
  kind: K,
): Promise<Extract<WorkerReport, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const settle = (settled: () => void) => {
      worker.removeEventListener("message", onMessage);
      worker.removeEventListener("error", onError);
      settled();
    };
    const onMessage = ({ data }: MessageEvent<WorkerReport>) => {
      if (data.kind === "failed") {
        settle(() => reject(new BackendError(data.message, data.output)));
      } else if (data.kind === kind) {
        settle(() => resolve(data as Extract<WorkerReport, { kind: K }>));
      }
    };
    const onError = (event: ErrorEvent) => {
      event.preventDefault();
      settle(() => reject(new BackendError(event.message, [])));
    };
    worker.addEventListener("message", onMessage);
    worker.addEventListener("error", onError);
    worker.postMessage(request);
  });
}

/** Makes a cluster in a worker of its own, whose memory is free again afterwards. */
export async function createCluster(folder: string): Promise<void> {
  const worker = startWorker();
  try {
    await ask(worker, { kind: "create", folder }, "created");
  } finally {
    worker.terminate();
  }
}

/**
 * Starts the worker and watches it. A backend that fails is ended with its worker; the next one
 * recovers the cluster as after a crash, on the same port, and clients see a lost connection. A
 * statement in WebAssembly cannot be interrupted, not even by ending its worker, so one that
 * exceeds its time is reported.
 *
 * @throws {BackendError} when the cluster cannot be opened
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { log, clock, statementTimeoutMs } = options;
  const busySince = new BigInt64Array(new SharedArrayBuffer(8));
  let port = options.port;
  let worker = startWorker();
  let restarting: Promise<void> | null = null;
  let closing = false;

  async function serve(): Promise<void> {
    const request: WorkerRequest = {
      kind: "serve",
      folder: options.folder,
      port,
      password: options.password,
      idleInTransactionMs: statementTimeoutMs,
      busySince,
    };
    port = (await ask(worker, request, "serving")).port;
    worker.addEventListener("message", ({ data }: MessageEvent<WorkerReport>) => {
      if (data.kind === "failed") restart(data.message);
    });
  }

  /** The port is free, and the cluster not in use, only when the old worker has really ended. */
  async function serveAgain(): Promise<void> {
    for (let attempt = 1;; attempt++) {
      worker = startWorker();
      try {
        return await serve();
      } catch (error) {
        worker.terminate();
        if (attempt === RESTARTS.attempts) {
          log.fatal({ err: error }, "embedded database does not restart");
          return;
        }
        await clock.sleep(RESTARTS.pauseMs);
      }
    }
  }

  function restart(reason: string): void {
    if (restarting !== null || closing) return;
    log.error({ reason }, "embedded database restarts");
    worker.terminate();
    Atomics.store(busySince, 0, 0n);
    restarting = serveAgain().finally(() => restarting = null);
  }

  try {
    await serve();
  } catch (error) {
    worker.terminate();
    throw error;
  }
  let reported = 0;
  const watch = setInterval(() => {
    const since = Number(Atomics.load(busySince, 0));
    if (since === 0 || since === reported || clock.now() - since <= statementTimeoutMs) return;
    reported = since;
    log.error({ statementTimeoutMs }, "a statement exceeds its time and cannot be interrupted");
    options.onStall();
  }, WATCH_INTERVAL_MS);

  return {
    port,
    async close() {
      closing = true;
      clearInterval(watch);
      await restarting;
      try {
        await ask(worker, { kind: "close" }, "closed");
      } finally {
        worker.terminate();
      }
    },
  };
}
