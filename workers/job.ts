import type { ClaimedJob, JobSchedule } from "./job_table.ts";

/** A job that is due because of another: at once, or in some seconds, so that a burst makes one run. */
export type Follower = string | { job: string; inSeconds: number };

/** What a job did: which kinds of rows may differ now, for whom. */
export interface JobEffect {
  outcome: "succeeded" | "failed" | "stopped";
  changed: string[];
  error?: { code: string; message: string };
  /** Jobs of the same scope that are due because of what this one did. */
  followedBy?: Follower[];
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
