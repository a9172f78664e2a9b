import { define } from "@/define.ts";
import { parseBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { dismissSuggestion } from "@/lib/identity/mod.ts";
import { actorOf } from "@/view.ts";
import { changeReply } from "../../../(_contract)/change_reply.ts";
import * as contract from "../../../(_contract)/identity.ts";

/** Dismisses a suggestion for good, with the reason. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    const { reason } = await parseBody(req, contract.dismissSuggestion.body);
    const actor = actorOf(state);
    const { sql, changed } = state.services;
    const change = await dismissSuggestion(sql, actor, id, reason);
    await changed(actor.accountScopeId, ["identity"]);
    return succeed(state.requestId, changeReply(change));
  },
});
