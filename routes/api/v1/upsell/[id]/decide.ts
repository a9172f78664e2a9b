import { define } from "@/define.ts";
import { parseBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { decideUpsell } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../../(_contract)/upsell.ts";

/** Decides about a chance to sell, or takes the decision back. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    const decision = await parseBody(req, contract.decideUpsell.body);
    const actor = actorOf(state);
    const { sql, changed } = state.services;
    const item = await decideUpsell(sql, actor, id, decision);
    await changed(actor.accountScopeId, ["upsell"]);
    return succeed(state.requestId, { item });
  },
});
