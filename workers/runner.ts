import type { Clock, EventBus, Logger, Sql } from "@/lib/platform/mod.ts";
import {
  claimDueJob,
  type ClaimedJob,
  finishRun,
  LEASE_SECONDS,
  renewClaim,
  type RunStatus,
} from "./job_table.ts";

/** What a job did: which kinds of rows may differ now, for whom. */
export interface JobEffect {
  outcome: "succeeded" | "failed" | "stopped";
  changed: string[];
  error?: { code: string; message: string };
}

/** One kind of background work. */
export interface Job {
  name: string;
  cadenceSeconds: number;
  timeoutSeconds: number;
  run(claimed: ClaimedJob, signal: AbortSignal): Promise<JobEffect>;
}

/** What the runner needs. */
export interface RunnerTools {
  sql: Sql;
  events: EventBus;
  log: Logger;
  clock: Clock;
  jobs: Job[];
  owner: string;
}

/** The job took longer than it may. */
class JobTimeout extends Error {
  override readonly name = "JobTimeout";
}

/** Runs what is due, one job at a time, until nothing is. */
export interface Runner {
  /** Runs due jobs; a call while one is under way joins it. */
  tick(): Promise<void>;
  /** Aborts the running job and waits for its end. */
  stop(): Promise<void>;
}

/** Makes the runner of one process. */
export function createRunner({ sql, events, log, clock, jobs, owner }: RunnerTools): Runner {
  const names = jobs.map((job) => job.name);
  const ended = new AbortController();
  let running: Promise<void> | null = null;
  let again = false;

  async function execute(claimed: ClaimedJob): Promise<void> {
    const job = jobs.find((candidate) => candidate.name === claimed.name)!;
    const own = new AbortController();
    const signal = AbortSignal.any([ended.signal, own.signal]);
    const timeout = setTimeout(
      () => own.abort(new JobTimeout(`${job.name} ran too long`)),
      claimed.timeout_seconds * 1000,
    );
    const beat = setInterval(async () => {
      const ours = await renewClaim(sql, claimed.id, owner).catch(() => true);
      if (!ours) own.abort(new Error(`the lease of ${job.name} was lost`));
    }, LEASE_SECONDS * 1000 / 3);
    const child = log.child({ job: job.name, runId: claimed.run_id });
    const began = clock.now();
    let effect: JobEffect;
    let status: RunStatus;
    try {
      effect = await job.run(claimed, signal);
      status = effect.outcome;
    } catch (error) {
      status = own.signal.reason instanceof JobTimeout
        ? "timed_out"
        : ended.signal.aborted
        ? "stopped"
        : "failed";
      effect = {
        outcome: status === "stopped" ? "stopped" : "failed",
        changed: [],
        error: { code: status, message: "The job failed; see the log." },
      };
      if (status !== "stopped") child.error({ err: error }, "job failed");
    } finally {
      clearTimeout(timeout);
      clearInterval(beat);
    }
    await finishRun(sql, claimed, owner, status, effect.error ?? null);
    child.info({ status, durationMs: clock.now() - began }, "job ended");
    await events.publish({
      type: "job_completed",
      accountScopeId: claimed.account_scope_id,
      projectIds: [],
      job: job.name,
      runId: claimed.run_id,
      outcome: effect.outcome,
      changed: effect.changed,
    });
  }

  async function drain(): Promise<void> {
    do {
      again = false;
      while (!ended.signal.aborted) {
        const claimed = await claimDueJob(sql, owner, names);
        if (claimed === null) break;
        await execute(claimed);
      }
    } while (again && !ended.signal.aborted);
  }

  return {
    tick() {
      again = true;
      running ??= drain().catch((error) => log.error({ err: error }, "due jobs could not be run"))
        .finally(() => running = null);
      return running;
    },
    async stop() {
      ended.abort(new Error("this process is shutting down"));
      await running;
    },
  };
}
