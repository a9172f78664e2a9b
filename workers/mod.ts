/** Background work: which jobs there are, and the worker that runs them. */
import type { Services } from "@/lib/services.ts";
import { connectorsSyncCycle } from "./connectors_sync_cycle.ts";
import { registerTicks } from "./cron.ts";
import { ensureJobs, requestRun } from "./job_table.ts";
import { createRunner, type Job } from "./runner.ts";

export { requestRun };

/** Name of the job that syncs the connectors. */
export const SYNC_JOB = "connectors_sync_cycle";

/** A started worker. */
export interface Worker {
  /** Stops claiming, ends the running job at its next safe point and waits for it. */
  stop(): Promise<void>;
  /** Looks for due jobs at once. */
  wake(): void;
}

/** A request made in another process is seen after this long at most, milliseconds. */
const POLL_MS = 1000;

/** The jobs of the product. */
export function jobsOf(services: Services): Job[] {
  return [connectorsSyncCycle(services.connectors, services.config.syncCadenceSeconds)];
}

/** Starts running due jobs: at once, at every cron tick, and soon after a person asked for one. */
export async function startWorker(services: Services): Promise<Worker> {
  const jobs = jobsOf(services);
  await ensureJobs(
    services.sql,
    jobs.map(({ name, cadenceSeconds, timeoutSeconds }) => ({
      name,
      cadenceSeconds,
      timeoutSeconds,
    })),
  );
  const runner = createRunner({ ...services, jobs, owner: `worker-${crypto.randomUUID()}` });
  const stopTicks = registerTicks(() => runner.tick());
  const poll = setInterval(() => void runner.tick(), POLL_MS);
  void runner.tick();
  return {
    wake: () => void runner.tick(),
    async stop() {
      clearInterval(poll);
      stopTicks();
      await runner.stop();
    },
  };
}
