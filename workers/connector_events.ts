import type { Connectors } from "@/lib/connectors/mod.ts";
import type { Job } from "./job.ts";

/** Name of the job that tells what happened at the sources. */
export const EVENTS_JOB = "connector_events";

/** Syncs make the job due at once; this tells what time alone brings about, seconds. */
const CADENCE_SECONDS = 300;
/** A first sync leaves a long history to tell. */
const TIMEOUT_SECONDS = 3600;

/** Tells what happened at the sources and to the product's own work since the last run. */
export function connectorEvents({ feed }: Connectors, retentionMonths: number): Job {
  return {
    name: EVENTS_JOB,
    cadenceSeconds: CADENCE_SECONDS,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run({ account_scope_id }, signal) {
      const order = { accountScopeId: account_scope_id, retentionMonths, signal };
      const told = await feed.collect(order);
      return { outcome: "succeeded", changed: told === 0 ? [] : ["connector_events"] };
    },
  };
}
