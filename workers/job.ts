import type { ClaimedJob, JobSchedule } from "./job_table.ts";

/** What a job did: which kinds of rows may differ now, for whom. */
export interface JobEffect {
  outcome: "succeeded" | "failed" | "stopped";
  changed: string[];
  error?: { code: string; message: string };
  /** Jobs of the same scope that are due now because of what this one did. */
  followedBy?: string[];
  /** Seconds until the next run, when it is not the schedule's to say. */
  againInSeconds?: number;
}

/** One kind of background work. */
export interface Job extends JobSchedule {
  /**
   * Does the work. The signal ends it: when it takes too long, when its claim is lost, and when the
   * process ends. An error thrown is a failed run.
   */
  run(claimed: ClaimedJob, signal: AbortSignal): Promise<JobEffect>;
}
