import { define } from "@/define.ts";
import { parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { undo } from "@/lib/identity/mod.ts";
import { actorOf } from "@/view.ts";
import { changeReply } from "../../../(_contract)/change_reply.ts";

/** Takes a decision back. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    await parseNoBody(req);
    const actor = actorOf(state);
    const { sql, changed } = state.services;
    const change = await undo(sql, actor, id);
    await changed(actor.accountScopeId, ["identity"]);
    return succeed(state.requestId, changeReply(change));
  },
});
