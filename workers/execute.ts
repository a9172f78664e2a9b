import type { Clock, EventBus, Logger, Sql } from "@/lib/platform/mod.ts";
import type { Job, JobEffect } from "./job.ts";
import {
  type ClaimedJob,
  finishRun,
  LEASE_SECONDS,
  makeDue,
  renewClaim,
  type RunStatus,
} from "./job_table.ts";

/** What running a claimed job needs. */
export interface ExecuteTools {
  sql: Sql;
  events: EventBus;
  log: Logger;
  clock: Clock;
  owner: string;
}

/** The job took longer than it may. */
class JobTimeout extends Error {
  override readonly name = "JobTimeout";
}

/** The job's claim has passed on to another worker. */
class ClaimLost extends Error {
  override readonly name = "ClaimLost";
}

/** How long a job that is told to end gets before it is left alone, milliseconds. */
const GRACE_MS = 30_000;

/** Renews the claim until `done`; when it is lost, `own` is aborted. */
async function keepClaim(
  { sql, clock, owner }: ExecuteTools,
  claimed: ClaimedJob,
  own: AbortController,
  done: AbortSignal,
): Promise<void> {
  while (!done.aborted) {
    await clock.sleep(LEASE_SECONDS * 1000 / 3, done);
    const ours = await renewClaim(sql, claimed, owner).catch(() => true);
    if (!ours) return own.abort(new ClaimLost(`the claim of ${claimed.name} was lost`));
  }
}

/** Aborts the job after its time, and throws when it does not end then either. */
async function limitTime(
  clock: Clock,
  claimed: ClaimedJob,
  own: AbortController,
  done: AbortSignal,
): Promise<never> {
  await clock.sleep(claimed.timeout_seconds * 1000, done);
  const timeout = new JobTimeout(`${claimed.name} ran too long`);
  own.abort(timeout);
  await clock.sleep(GRACE_MS, done);
  throw timeout;
}

/**
 * Runs a claimed job under its lease and its time limit, closes the run, makes what follows due and
 * tells what changed.
 *
 * @param ended aborted when the process ends
 */
export async function execute(
  tools: ExecuteTools,
  job: Job,
  claimed: ClaimedJob,
  ended: AbortSignal,
): Promise<void> {
  const { sql, events, log, clock, owner } = tools;
  const own = new AbortController();
  const done = new AbortController();
  const child = log.child({ job: job.name, runId: claimed.run_id });
  const began = clock.now();
  const ignored = () => {};
  keepClaim(tools, claimed, own, done.signal).catch(ignored);
  let effect: JobEffect;
  try {
    const limit = limitTime(clock, claimed, own, done.signal);
    limit.catch(ignored);
    const work = job.run(claimed, AbortSignal.any([ended, own.signal]));
    effect = await Promise.race([work, limit]);
  } catch (error) {
    if (!ended.aborted) child.error({ err: error }, "job failed");
    const failure = { code: "failed", message: "The job failed; see the log." };
    effect = { outcome: ended.aborted ? "stopped" : "failed", changed: [], error: failure };
  } finally {
    done.abort();
  }
  const { reason } = own.signal;
  let status: RunStatus = effect.outcome;
  if (status !== "succeeded" && reason instanceof JobTimeout) {
    status = "timed_out";
    effect = { ...effect, outcome: "failed", error: { code: status, message: reason.message } };
  } else if (status === "stopped" && ended.aborted) status = "interrupted";
  const { againInSeconds } = effect;
  const error = status === "succeeded" || effect.outcome === "stopped"
    ? null
    : effect.error ?? null;
  const ours = await finishRun(sql, claimed, owner, { status, error, againInSeconds });
  child.info({ status, ours, durationMs: clock.now() - began }, "job ended");
  if (!ours) return;
  for (const follower of effect.followedBy ?? []) {
    const { job, inSeconds } = typeof follower === "string"
      ? { job: follower, inSeconds: 0 }
      : follower;
    await makeDue(sql, claimed.account_scope_id, [job], inSeconds);
  }
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
