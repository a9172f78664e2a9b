import { extractSignals } from "@/lib/insights/mod.ts";
import type { Clock, Sql } from "@/lib/platform/mod.ts";
import { HEALTH_JOB } from "./health_scoring.ts";
import type { Job } from "./job.ts";

/** Name of the job that draws signals. */
export const SIGNALS_JOB = "signals_extraction";

/** Each sync makes the job due; this is for what time alone brings about, seconds. */
const CADENCE_SECONDS = 900;
const TIMEOUT_SECONDS = 600;

/** Draws signals and next best actions from a scope's rows; health and risks follow what is open. */
export function signalsExtraction({ sql, clock }: { sql: Sql; clock: Clock }): Job {
  return {
    name: SIGNALS_JOB,
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id }, signal) {
      const done = await extractSignals({ sql, clock, signal }, account_scope_id);
      const changed = done.raised + done.changed + done.resolved + done.actions > 0;
      return {
        outcome: "succeeded",
        changed: changed ? ["signals"] : [],
        followedBy: [HEALTH_JOB],
      };
    },
  };
}
