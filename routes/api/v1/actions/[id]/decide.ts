import { define } from "@/define.ts";
import { parseBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { decideAction } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../../(_contract)/signals.ts";

/** Decides about an action, or takes the last decision back. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    const decision = await parseBody(req, contract.decideAction.body);
    const actor = actorOf(state);
    const { sql, changed } = state.services;
    const action = await decideAction(sql, actor, id, decision);
    await changed(actor.accountScopeId, ["signals"]);
    return succeed(state.requestId, { action });
  },
});
