import { define } from "@/define.ts";
import { limitCostly } from "@/middleware/rate_limit.ts";
import { actorOf } from "@/view.ts";
import { EVIDENCE_JOB, runNow } from "@/workers/mod.ts";
import { backAfter } from "./(_components)/told.tsx";

/** Has the index brought in line with the sources, soon. */
export const handler = define.handlers({
  async POST({ state }) {
    return await backAfter("/search/state", async () => {
      await limitCostly(state, "sync");
      await runNow(state.services.sql, actorOf(state), EVIDENCE_JOB);
      state.services.wake();
      return { done: "requested" };
    });
  },
});
