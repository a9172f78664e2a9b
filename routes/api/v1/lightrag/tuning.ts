import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { setTuning } from "@/lib/evidence/mod.ts";
import { limitCostly } from "@/middleware/rate_limit.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../(_contract)/evidence.ts";
import { searchScopeOf } from "../(_contract)/evidence_scope.ts";

/** How thoroughly the index of vectors is searched. */
export const handler = define.handlers({
  async GET({ state }) {
    const tuning = await state.services.evidence.tuning(actorOf(state).accountScopeId);
    return succeed(state.requestId, { tuning });
  },
  async PUT({ state, req }) {
    const body = await parseBody(req, contract.changeTuning.body);
    const { evidence, sql } = state.services;
    const actor = actorOf(state);
    if ("tune" in body) {
      await limitCostly(state, "sync");
      const { best, measured } = await evidence.measure(searchScopeOf(state));
      await setTuning(sql, actor, best, measured);
    } else {
      await setTuning(sql, actor, body.ef_search);
    }
    await evidence.forget(actor.accountScopeId);
    return succeed(state.requestId, { tuning: await evidence.tuning(actor.accountScopeId) });
  },
});
