import { define } from "@/define.ts";
import { parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { bindingsChanged } from "../../../../(app)/connectors/(_components)/bindings_changed.ts";

/** Removes a binding; what it covered becomes unassigned or goes to the next one that matches. */
export const handler = define.handlers({
  async DELETE({ state, req, params }) {
    const actor = actorOf(state);
    const id = parseUuid("id", params.id);
    await parseNoBody(req);
    const { moved } = await state.services.connectors.bindings.remove(actor, id);
    await bindingsChanged(state.services, actor.accountScopeId);
    return succeed(state.requestId, { moved });
  },
});
