import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { DIGEST_JOBS, runNow } from "@/workers/mod.ts";
import * as contract from "../(_contract)/digests.ts";

/** Has the digests of the last whole day or week written again, soon. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { kind } = await parseBody(req, contract.writeDigests.body);
    await runNow(state.services.sql, actorOf(state), DIGEST_JOBS[kind]);
    state.services.wake();
    return succeed(state.requestId, {}, { status: 202 });
  },
});
