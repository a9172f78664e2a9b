import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";

/** Removes a binding; what it covered becomes unassigned or goes to the next one that matches. */
export const handler = define.handlers({
  async DELETE({ state, params }) {
    const actor = actorOf(state);
    const { moved } = await state.services.connectors.bindings.remove(
      actor,
      parseUuid("id", params.id),
    );
    await state.services.changed(actor.accountScopeId, ["bindings"]);
    return succeed(state.requestId, { moved });
  },
});
