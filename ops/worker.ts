/** A worker process: runs due jobs, beside any number of others. Started by `ops/launch.ts`. */
import { installShutdown, loadConfig, readEnvironment } from "@/lib/platform/mod.ts";
import { openServices } from "@/lib/services.ts";
import { startWorker } from "@/workers/mod.ts";
import { start } from "./start_problem.ts";

/** Longest an orderly end may take, milliseconds: a job may have a page to finish. */
const DEADLINE_MS = 30_000;

async function work(): Promise<void> {
  const services = await openServices(loadConfig(readEnvironment()));
  const worker = await startWorker(services);
  services.log.info("working");
  installShutdown({
    log: services.log,
    clock: services.clock,
    deadlineMs: DEADLINE_MS,
    steps: [
      { name: "finish jobs", run: () => worker.stop() },
      { name: "close stores", run: () => services.close() },
    ],
  });
}

await start(work);
