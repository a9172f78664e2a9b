/**
 * The web process: serves pages and the API. In embedded mode it does the background work as well,
 * because only one process may open the embedded store. Started by `ops/launch.ts`.
 */
import { installShutdown } from "@/lib/platform/mod.ts";
import { startWorker } from "@/workers/mod.ts";
import { loadBuild } from "./build_output.ts";
import { start } from "./start_problem.ts";

/** Longest an orderly end may take, milliseconds. */
const DEADLINE_MS = 10_000;

async function serve(): Promise<void> {
  const { handler, services } = await loadBuild();
  const { config, log, clock } = services;
  const worker = config.mode === "embedded" ? await startWorker(services) : null;
  if (worker !== null) services.wake = worker.wake;
  const server = Deno.serve({
    hostname: config.host,
    port: config.port,
    onListen: ({ hostname, port }) => {
      log.info({ hostname, port, mode: config.mode }, "listening");
    },
  }, handler);
  installShutdown({
    log,
    clock,
    deadlineMs: DEADLINE_MS,
    steps: [
      { name: "readiness off", run: () => void (services.ready = false) },
      { name: "end event streams", run: () => services.live.close() },
      { name: "finish requests", run: () => server.shutdown() },
      { name: "finish jobs", run: () => worker?.stop() },
      { name: "close stores", run: () => services.close() },
    ],
  });
}

await start(serve);
