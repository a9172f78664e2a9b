import type { Connectors } from "@/lib/connectors/mod.ts";
import { type Clock, nextLocalTime, type Sql } from "@/lib/platform/mod.ts";
import type { Job } from "./job.ts";
import { syncEffect } from "./sync_effect.ts";

/** Name of the job that compares everything with the sources. */
export const RECONCILIATION_JOB = "reconciliation_daily";

/** For when it cannot say itself when it is next, seconds. */
const CADENCE_SECONDS = 24 * 3600;

/** Every row of the sources is read or asked for by its id, seconds. */
const TIMEOUT_SECONDS = 12 * 3600;

/** When it runs, by the scope's clock: the sources are quiet then. */
const HOUR = 3;

/** A connection that another sync is at is tried again after this, seconds. */
const BUSY_SECONDS = 60;

/** Seconds until the next night of a scope. */
async function untilNight(sql: Sql, clock: Clock, accountScopeId: string): Promise<number> {
  const [scope] = await sql<{ time_zone: string }[]>`
    select time_zone from account_scopes where id = ${accountScopeId}`;
  const now = clock.now();
  return (nextLocalTime(now, scope?.time_zone ?? "UTC", { hour: HOUR }) - now) / 1000;
}

/** Whether the job has never come to an end: a new scope's first sync compares everything anyway. */
async function isFirst(sql: Sql, jobId: string): Promise<boolean> {
  const [row] = await sql<{ first: boolean }[]>`
    select not exists (
      select from job_runs where job_id = ${jobId} and status in ('succeeded', 'failed', 'timed_out')
    ) as first`;
  return row!.first;
}

/**
 * Looks for every row of every connection at its source each night, so that what no poll and no
 * webhook told of (deletions, edits without a trace) is found, and counted in completeness.
 */
export function reconciliationDaily(
  { sql, clock, connectors }: { sql: Sql; clock: Clock; connectors: Connectors },
): Job {
  return {
    name: RECONCILIATION_JOB,
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ id, account_scope_id, request }, signal) {
      const againInSeconds = await untilNight(sql, clock, account_scope_id);
      if (request === null && await isFirst(sql, id)) {
        return { outcome: "succeeded", changed: [], againInSeconds };
      }
      const results = await connectors.sync(account_scope_id, {
        mode: "incremental",
        compare: true,
        trigger: request === null ? "schedule" : "manual",
        signal,
      });
      const effect = syncEffect(results, {
        busySeconds: BUSY_SECONDS,
        message: "A connection could not be compared with its source.",
      });
      return effect.outcome === "succeeded" ? { ...effect, againInSeconds } : effect;
    },
  };
}
