import type { Connectors } from "@/lib/connectors/mod.ts";
import { EVENTS_JOB } from "./connector_events.ts";
import { IDENTITY_JOB } from "./identity_preview.ts";
import type { Job } from "./job.ts";

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
      const outcomes = results.map((result) => result.outcome);
      const changed = ["conversations", "messages", "contacts", "connections"];
      if (outcomes.includes("failed")) {
        const error = { code: "sync_failed", message: "A connection could not be synced." };
        return { outcome: "failed", changed, error };
      }
      if (outcomes.includes("stopped")) return { outcome: "stopped", changed };
      if (outcomes.includes("busy")) {
        return { outcome: "stopped", changed: [], againInSeconds: BUSY_SECONDS };
      }
      return { outcome: "succeeded", changed, followedBy: [EVENTS_JOB, IDENTITY_JOB] };
    },
  };
}
