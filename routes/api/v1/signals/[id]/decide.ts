import { define } from "@/define.ts";
import { parseBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { decideSignal } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../../(_contract)/signals.ts";

/** Decides about a signal, or takes the last decision back. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    const decision = await parseBody(req, contract.decideSignal.body);
    const actor = actorOf(state);
    const { sql, changed } = state.services;
    const signal = await decideSignal(sql, actor, id, decision);
    await changed(actor.accountScopeId, ["signals"]);
    return succeed(state.requestId, { signal });
  },
});
