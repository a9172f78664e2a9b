import { define } from "@/define.ts";
import { parseBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { decideContinuity } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../../(_contract)/continuity.ts";

/** Says that a promise was taken elsewhere or needs nothing, or takes that back. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    const decision = await parseBody(req, contract.decideContinuity.body);
    const actor = actorOf(state);
    const { sql, changed } = state.services;
    const item = await decideContinuity(sql, actor, id, decision);
    await changed(actor.accountScopeId, ["continuity"]);
    return succeed(state.requestId, { item });
  },
});
