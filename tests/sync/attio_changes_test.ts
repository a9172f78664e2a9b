/** Everything the workspace holds arrives, and what changes there changes here. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { fillWithAttioHistory } from "@/sim/mod.ts";
import { ATTIO_TOKEN, attioCases } from "../support/attio_world.ts";
import { equalAttioMirrors } from "./attio_mirror.ts";

attioCases("what changes in an Attio workspace", {
  async "a first sync brings the whole workspace, and says so"(world) {
    fillWithAttioHistory(world.state, { seed: 3, token: ATTIO_TOKEN });
    equal(await world.sync(), "succeeded");
    await equalAttioMirrors(world);
    const state = await world.look();
    equal(state.status, "ok");
    equal(state.status_detail, null);
    equal(state.name, "Agency");
    equal(state.last_run?.mode, "full");
    equal(state.open_errors, 0);
    const { streams, joins, completeness_pct } = state.reconciliation!;
    equal(completeness_pct, 100);
    for (const [name, { source, local, missing, extra, stale }] of Object.entries(streams)) {
      deepEqual([name, source, missing + extra + stale], [name, local, 0]);
      equal(local, state.rows[name]);
    }
    for (const join of Object.values(joins)) {
      ok(join.total > 0);
      equal(join.joined, join.total);
    }
  },
});
