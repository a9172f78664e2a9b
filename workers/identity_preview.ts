import { everySource, previewIdentity } from "@/lib/identity/mod.ts";
import type { Clock, Sql } from "@/lib/platform/mod.ts";
import type { Job } from "./job.ts";

/** Name of the job that looks for records of one person or company. */
export const IDENTITY_JOB = "identity_preview";

/** Each sync makes the job due; this is for when syncs fail, seconds. */
const CADENCE_SECONDS = 1800;

/** 100,000 records that were never compared need a minute. */
const TIMEOUT_SECONDS = 900;

/** Proposes which records of a scope belong together. Nothing is linked by it. */
export function identityPreview({ sql, clock }: { sql: Sql; clock: Clock }): Job {
  return {
    name: IDENTITY_JOB,
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id }, signal) {
      const tools = { sql, clock, signal, sources: everySource };
      const { changed } = await previewIdentity(tools, account_scope_id);
      return { outcome: "succeeded", changed: changed === 0 ? [] : ["identity"] };
    },
  };
}
