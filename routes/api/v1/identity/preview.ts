import { define } from "@/define.ts";
import { parseNoBody, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { IDENTITY_JOB, runNow } from "@/workers/mod.ts";

/** Has the records compared again, soon. */
export const handler = define.handlers({
  async POST({ state, req }) {
    await parseNoBody(req);
    await runNow(state.services.sql, actorOf(state), IDENTITY_JOB);
    state.services.wake();
    return succeed(state.requestId, {}, { status: 202 });
  },
});
