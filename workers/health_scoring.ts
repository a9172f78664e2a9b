import { reconcileRisks, scoreHealth } from "@/lib/insights/mod.ts";
import type { Clock, Sql } from "@/lib/platform/mod.ts";
import { ANALYTICS_JOB } from "./analytics_aggregates.ts";
import type { Job } from "./job.ts";
import { VIEW_JOB } from "./view_refresh.ts";

/** Name of the job that scores health and looks for risks. */
export const HEALTH_JOB = "health_scoring";

/** New signals make the job due; this follows the days that pass, seconds. */
const CADENCE_SECONDS = 1800;
const TIMEOUT_SECONDS = 300;

/** Scores the health of a scope's clients and reconciles their risks with what the facts call for. */
export function healthScoring({ sql, clock }: { sql: Sql; clock: Clock }): Job {
  return {
    name: HEALTH_JOB,
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id }) {
      const order = { accountScopeId: account_scope_id, now: new Date(clock.now()) };
      const scored = await scoreHealth(sql, order);
      const { opened, changed, closed } = await reconcileRisks(sql, order);
      const risks = opened + changed + closed;
      return {
        outcome: "succeeded",
        changed: [...scored > 0 ? ["health"] : [], ...risks > 0 ? ["risks"] : []],
        followedBy: scored + risks > 0 ? [ANALYTICS_JOB, VIEW_JOB] : [],
      };
    },
  };
}
