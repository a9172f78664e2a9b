import { equal } from "node:assert/strict";
import type { CompletedMessage, LiveMessage } from "../live/message.ts";
import { nextPhase, type SyncPhase } from "./phase.ts";

function progress(connector = "chatwoot"): LiveMessage {
  return {
    type: "job_progress",
    job: "connectors_sync_cycle",
    runId: "1",
    progress: {
      connector,
      stream: "messages",
      records: 1,
      total: null,
      recordsPerSecond: 0,
      etaSeconds: null,
    },
  };
}

function completed(outcome: CompletedMessage["outcome"], job = "connectors_sync_cycle") {
  return { type: "job_completed", job, runId: "1", outcome, changed: [] } as const;
}

function after(phase: SyncPhase, message: LiveMessage): SyncPhase {
  return nextPhase(phase, message, "chatwoot", "connectors_sync_cycle");
}

Deno.test("progress means running, however the sync was started", () => {
  for (const phase of ["idle", "starting", "running", "succeeded", "failed", "refused"] as const) {
    equal(after(phase, progress()), "running");
  }
});

Deno.test("progress that is still on its way does not take a stop back", () => {
  equal(after("stopping", progress()), "stopping");
});

Deno.test("the end of the job is the outcome, for whoever waited for it", () => {
  equal(after("running", completed("succeeded")), "succeeded");
  equal(after("starting", completed("failed")), "failed");
  equal(after("stopping", completed("stopped")), "stopped");
});

Deno.test("the end of a sync nobody saw running changes nothing", () => {
  equal(after("idle", completed("succeeded")), "idle");
});

Deno.test("other connectors, jobs and kinds of messages change nothing", () => {
  equal(after("idle", progress("linear")), "idle");
  equal(after("running", completed("succeeded", "digest")), "running");
  equal(after("running", { type: "circuit_changed", host: "h", state: "open" }), "running");
});
