import { define } from "@/define.ts";
import { parseNoBody, succeed } from "@/lib/api/mod.ts";
import { limitCostly } from "@/middleware/rate_limit.ts";
import { actorOf } from "@/view.ts";
import { EVIDENCE_JOB, runNow } from "@/workers/mod.ts";

/** Has the index brought in line with the sources, soon. */
export const handler = define.handlers({
  async POST({ state, req }) {
    await parseNoBody(req);
    await limitCostly(state, "sync");
    await runNow(state.services.sql, actorOf(state), EVIDENCE_JOB);
    state.services.wake();
    return succeed(state.requestId, {}, { status: 202 });
  },
});
