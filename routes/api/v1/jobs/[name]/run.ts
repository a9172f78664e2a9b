import { define } from "@/define.ts";
import { parseNoBody, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { runNow } from "@/workers/mod.ts";

/** Makes a job due now. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    await parseNoBody(req);
    await runNow(state.services.sql, actorOf(state), params.name!);
    state.services.wake();
    return succeed(state.requestId, {}, { status: 202 });
  },
});
