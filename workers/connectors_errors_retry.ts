import type { Connectors } from "@/lib/connectors/mod.ts";
import { SYNC_JOB } from "./connectors_sync_cycle.ts";
import type { Job } from "./job.ts";

const CADENCE_SECONDS = 300;
const TIMEOUT_SECONDS = 60;

/** Has a sync run when failing records are due: each sync begins by reading those again. */
export function connectorsErrorsRetry(connectors: Connectors): Job {
  return {
    name: "connectors_errors_retry",
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id }) {
      const due = await connectors.errors.due(account_scope_id);
      return { outcome: "succeeded", changed: [], followedBy: due > 0 ? [SYNC_JOB] : [] };
    },
  };
}
