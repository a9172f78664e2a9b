import type { Connectors } from "@/lib/connectors/mod.ts";
import type { Job } from "./runner.ts";

/** Longest a sync may take, seconds; a first backfill at five requests a second needs hours. */
const TIMEOUT_SECONDS = 12 * 3600;

/** Syncs all connections of a scope. */
export function connectorsSyncCycle(connectors: Connectors, cadenceSeconds: number): Job {
  return {
    name: "connectors_sync_cycle",
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
        return {
          outcome: "failed",
          changed,
          error: { code: "sync_failed", message: "A connection could not be synced." },
        };
      }
      return { outcome: outcomes.includes("stopped") ? "stopped" : "succeeded", changed };
    },
  };
}
