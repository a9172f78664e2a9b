import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { decideSignals } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../(_contract)/signals.ts";

/** Decides about many signals together. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { ids, ...decision } = await parseBody(req, contract.decideSignals.body);
    const actor = actorOf(state);
    const { sql, changed } = state.services;
    const { decided, skipped } = await decideSignals(sql, actor, ids, decision);
    if (decided.length > 0) await changed(actor.accountScopeId, ["signals"]);
    return succeed(state.requestId, { signals: decided, skipped });
  },
});
