import type { Connectors } from "@/lib/connectors/mod.ts";
import { findContinuity, noteAgreements, resumeApplying } from "@/lib/insights/mod.ts";
import type { Clock, Sql } from "@/lib/platform/mod.ts";
import type { Job } from "./job.ts";

/** Name of the job that reads what was promised and agreed. */
export const COMMITMENTS_JOB = "commitments";

/** Syncs make the job due; this follows the days that pass, seconds. */
const CADENCE_SECONDS = 1800;
const TIMEOUT_SECONDS = 900;

/** Issues that were begun and not noted are tried again after this, seconds. */
const LEFT_SECONDS = 150;

/** Keeps what was promised and agreed in a scope's chats, and finishes issues that were begun. */
export function commitments(
  { sql, clock, connectors }: { sql: Sql; clock: Clock; connectors: Connectors },
): Job {
  return {
    name: COMMITMENTS_JOB,
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id }, signal) {
      const make = (connectionId: string, issue: Parameters<Connectors["issues"]["make"]>[2]) =>
        connectors.issues.make(account_scope_id, connectionId, issue, signal);
      const { finished, left } = await resumeApplying({ sql, make }, account_scope_id);
      const tools = { sql, clock, signal };
      const promises = await findContinuity(tools, account_scope_id);
      const agreements = await noteAgreements(tools, account_scope_id);
      return {
        outcome: "succeeded",
        changed: [
          ...promises.changed + finished > 0 ? ["continuity"] : [],
          ...agreements.changed > 0 ? ["agreements"] : [],
        ],
        ...(left === 0 ? {} : { againInSeconds: LEFT_SECONDS }),
      };
    },
  };
}
