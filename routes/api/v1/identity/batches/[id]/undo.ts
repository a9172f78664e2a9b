import { define } from "@/define.ts";
import { parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { undoBatch } from "@/lib/identity/mod.ts";
import { actorOf } from "@/view.ts";

/** Takes back what was linked together. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    await parseNoBody(req);
    const actor = actorOf(state);
    const { sql, changed } = state.services;
    const undone = await undoBatch(sql, actor, id);
    await changed(actor.accountScopeId, ["identity"]);
    return succeed(state.requestId, { undone });
  },
});
