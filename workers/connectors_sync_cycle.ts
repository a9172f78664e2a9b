import type { Connectors } from "@/lib/connectors/mod.ts";
import type { Job } from "./job.ts";
import { syncEffect } from "./sync_effect.ts";

/** Name of the job that syncs the connectors. */
export const SYNC_JOB = "connectors_sync_cycle";

/** Longest a sync may take, seconds; a first backfill at five requests a second needs hours. */
const TIMEOUT_SECONDS = 12 * 3600;

/** A sync that another process is still at, or seems to be, is tried again after this, seconds. */
const BUSY_SECONDS = 10;

/** Syncs all connections of a scope. */
export function connectorsSyncCycle(connectors: Connectors, cadenceSeconds: number): Job {
  return {
    name: SYNC_JOB,
    cadenceSeconds,
    timeoutSeconds: TIMEOUT_SECONDS,
    async run(claimed, signal) {
      const results = await connectors.sync(claimed.account_scope_id, {
        mode: claimed.request?.mode ?? "incremental",
        trigger: claimed.request === null ? "schedule" : "manual",
        signal,
      });
      return syncEffect(results, {
        busySeconds: BUSY_SECONDS,
        message: "A connection could not be synced.",
      });
    },
  };
}
