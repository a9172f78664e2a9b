import { keepDays } from "@/lib/insights/mod.ts";
import type { Clock, Sql } from "@/lib/platform/mod.ts";
import type { Job } from "./job.ts";

/** Name of the job that counts the days of projects. */
export const ANALYTICS_JOB = "analytics_aggregates";

/** Health makes the job due; this follows the days that pass, seconds. */
const CADENCE_SECONDS = 1800;
const TIMEOUT_SECONDS = 600;

/** Counts the days of a scope's projects, for charts of what no row tells any more. */
export function analyticsAggregates(tools: { sql: Sql; clock: Clock }): Job {
  return {
    name: ANALYTICS_JOB,
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id }) {
      const { changed } = await keepDays(tools, account_scope_id);
      return { outcome: "succeeded", changed: changed === 0 ? [] : ["analytics"] };
    },
  };
}
