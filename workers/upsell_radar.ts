import { findUpsell } from "@/lib/insights/mod.ts";
import type { Clock, Sql } from "@/lib/platform/mod.ts";
import type { Job } from "./job.ts";

/** Name of the job that looks for chances to sell. */
export const UPSELL_JOB = "upsell_radar";

/** Syncs make the job due; this follows the days that pass, seconds. */
const CADENCE_SECONDS = 1800;
const TIMEOUT_SECONDS = 600;

/** Looks for chances to sell in a scope's chats and deals. */
export function upsellRadar({ sql, clock }: { sql: Sql; clock: Clock }): Job {
  return {
    name: UPSELL_JOB,
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id }, signal) {
      const { changed } = await findUpsell({ sql, clock, signal }, account_scope_id);
      return { outcome: "succeeded", changed: changed === 0 ? [] : ["upsell"] };
    },
  };
}
