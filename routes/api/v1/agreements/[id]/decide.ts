import { define } from "@/define.ts";
import { parseBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { decideAgreement } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../../(_contract)/agreements.ts";

/** Confirms an agreement, dismisses it, or takes that back. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    const decision = await parseBody(req, contract.decideAgreement.body);
    const actor = actorOf(state);
    const { sql, changed } = state.services;
    const agreement = await decideAgreement(sql, actor, id, decision);
    await changed(actor.accountScopeId, ["agreements"]);
    return succeed(state.requestId, { agreement });
  },
});
