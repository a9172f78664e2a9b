import { define } from "@/define.ts";
import { parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";

/** Removes a binding; what it covered becomes unassigned or goes to the next one that matches. */
export const handler = define.handlers({
  async DELETE({ state, req, params }) {
    const actor = actorOf(state);
    const id = parseUuid("id", params.id);
    await parseNoBody(req);
    const { moved } = await state.services.connectors.bindings.remove(actor, id);
    await state.services.changed(actor.accountScopeId, ["bindings"]);
    return succeed(state.requestId, { moved });
  },
});
