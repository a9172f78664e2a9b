import { deepEqual } from "node:assert/strict";
import type { SyncResult } from "@/lib/connectors/mod.ts";
import { syncEffect } from "./sync_effect.ts";

const ran = (outcome: "succeeded" | "failed" | "stopped"): SyncResult => ({ outcome, runId: "r" });

/** Outcomes of the connections; then the run's, how many jobs follow, and when it comes again. */
const cases: [SyncResult[], string, number, number | undefined][] = [
  [[], "succeeded", 4, undefined],
  [[ran("succeeded"), ran("succeeded")], "succeeded", 4, undefined],
  [[ran("succeeded"), { outcome: "paused" }], "succeeded", 4, undefined],
  [[ran("failed")], "failed", 0, undefined],
  [[ran("failed"), ran("succeeded")], "failed", 4, undefined],
  [[ran("failed"), ran("stopped"), { outcome: "busy" }], "failed", 0, undefined],
  [[ran("stopped"), { outcome: "busy" }], "stopped", 0, undefined],
  [[ran("succeeded"), ran("stopped")], "stopped", 4, undefined],
  [[{ outcome: "busy" }], "stopped", 0, 9],
  [[{ outcome: "busy" }, ran("succeeded")], "stopped", 4, 9],
];

for (const [results, outcome, followers, again] of cases) {
  const of = results.map((result) => result.outcome).join(", ") || "no connection";
  Deno.test(`a run over ${of} counts as ${outcome}`, () => {
    const effect = syncEffect(results, { busySeconds: 9, message: "no" });
    deepEqual([effect.outcome, effect.followedBy?.length, effect.againInSeconds], [
      ...[outcome, followers, again],
    ]);
    deepEqual(
      effect.error,
      outcome === "failed" ? { code: "sync_failed", message: "no" } : undefined,
    );
  });
}
