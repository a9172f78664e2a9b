import { execute, type ExecuteTools } from "./execute.ts";
import type { Job } from "./job.ts";
import { claimDueJob, type ClaimedJob } from "./job_table.ts";

/** What the runner needs. */
export interface RunnerTools extends ExecuteTools {
  jobs: Job[];
  /** Jobs at the same time, so that a long one does not keep the others waiting. */
  concurrency: number;
}

/** Runs what is due until nothing is. */
export interface Runner {
  /** Runs due jobs, and resolves when none is due or running; calls meanwhile look again at once. */
  tick(): Promise<void>;
  /** Aborts the running jobs and waits for their end. */
  stop(): Promise<void>;
}

/** Makes the runner of one process. */
export function createRunner(tools: RunnerTools): Runner {
  const { sql, log, owner, jobs, concurrency } = tools;
  const names = jobs.map((job) => job.name);
  const ended = new AbortController();
  const running = new Set<Promise<void>>();
  let claiming: Promise<void> | null = null;
  let again = false;

  function start(claimed: ClaimedJob): void {
    const job = jobs.find(({ name }) => name === claimed.name)!;
    const work = execute(tools, job, claimed, ended.signal)
      .catch((error) => log.error({ err: error, job: job.name }, "a job could not be closed"))
      .finally(() => {
        running.delete(work);
        // its place is free, and it may have made others due
        fill();
      });
    running.add(work);
  }

  async function claim(): Promise<void> {
    do {
      again = false;
      while (!ended.signal.aborted && running.size < concurrency) {
        const claimed = await claimDueJob(sql, owner, names);
        if (claimed === null) break;
        start(claimed);
      }
    } while (again && !ended.signal.aborted);
  }

  function fill(): void {
    again = true;
    claiming ??= claim()
      .catch((error) => log.error({ err: error }, "due jobs could not be claimed"))
      .finally(() => claiming = null);
  }

  async function idle(): Promise<void> {
    while (claiming !== null || running.size > 0) {
      await claiming;
      await Promise.all(running);
    }
  }

  return {
    tick() {
      fill();
      return idle();
    },
    async stop() {
      ended.abort(new Error("this process is shutting down"));
      await idle();
    },
  };
}
