import { define } from "@/define.ts";
import { parseBody, parseNoBody, succeed } from "@/lib/api/mod.ts";
import { limitCostly } from "@/middleware/rate_limit.ts";
import { actorOf } from "@/view.ts";
import { requestRun, SYNC_JOB } from "@/workers/mod.ts";
import * as contract from "../(_contract)/connectors.ts";

/** Makes a sync due at once; DELETE asks the running one to stop. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { services, requestId } = state;
    const { mode } = await parseBody(req, contract.startSync.body);
    await limitCostly(state, "sync");
    await requestRun(services.sql, actorOf(state).accountScopeId, SYNC_JOB, { mode });
    services.wake();
    return succeed(requestId, {}, { status: 202 });
  },
  async DELETE({ state, req }) {
    await parseNoBody(req);
    const stopping = await state.services.connectors.stop(actorOf(state));
    return succeed(state.requestId, { stopping });
  },
});
