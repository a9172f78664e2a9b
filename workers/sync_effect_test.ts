import { deepEqual } from "node:assert/strict";
import type { SyncResult } from "@/lib/connectors/mod.ts";
import { syncEffect } from "./sync_effect.ts";

const ran = (outcome: "succeeded" | "failed" | "stopped"): SyncResult => ({ outcome, runId: "r" });

/** Outcomes of the connections; then the run's, whether jobs follow, and when it comes again. */
const cases: [SyncResult[], string, boolean, number | undefined][] = [
  [[], "succeeded", true, undefined],
  [[ran("succeeded"), ran("succeeded")], "succeeded", true, undefined],
  [[ran("succeeded"), { outcome: "paused" }], "succeeded", true, undefined],
  [[ran("failed")], "failed", false, undefined],
  [[ran("failed"), ran("succeeded")], "failed", true, undefined],
  [[ran("failed"), ran("stopped"), { outcome: "busy" }], "failed", false, undefined],
  [[ran("stopped"), { outcome: "busy" }], "stopped", false, undefined],
  [[ran("succeeded"), ran("stopped")], "stopped", true, undefined],
  [[{ outcome: "busy" }], "stopped", false, 9],
  [[{ outcome: "busy" }, ran("succeeded")], "stopped", true, 9],
];

for (const [results, outcome, followers, again] of cases) {
  const of = results.map((result) => result.outcome).join(", ") || "no connection";
  Deno.test(`a run over ${of} counts as ${outcome}`, () => {
    const effect = syncEffect(results, { busySeconds: 9, message: "no" });
    deepEqual([effect.outcome, effect.followedBy!.length > 0, effect.againInSeconds], [
      ...[outcome, followers, again],
    ]);
    deepEqual(
      effect.error,
      outcome === "failed" ? { code: "sync_failed", message: "no" } : undefined,
    );
  });
}
