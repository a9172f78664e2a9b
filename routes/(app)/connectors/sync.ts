import { define } from "@/define.ts";
import { limitCostly } from "@/middleware/rate_limit.ts";
import { viewOf } from "@/view.ts";
import { requestRun, SYNC_JOB } from "@/workers/mod.ts";
import { back } from "./(_components)/back.ts";

/** "Sync now": makes the sync due at once. */
export const handler = define.handlers({
  async POST({ state, url }) {
    const { accountScopeId } = viewOf(state).scope;
    await limitCostly(state, "sync");
    const mode = url.searchParams.get("mode") === "full" ? "full" : "incremental";
    await requestRun(state.services.sql, accountScopeId, SYNC_JOB, { mode });
    state.services.wake();
    return back();
  },
});
