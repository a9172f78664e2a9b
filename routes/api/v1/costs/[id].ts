import { define } from "@/define.ts";
import { parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { removeCost } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";

/** A cost: DELETE removes it. */
export const handler = define.handlers({
  async DELETE({ state, req, params }) {
    await parseNoBody(req);
    const actor = actorOf(state);
    const { services } = state;
    await removeCost(services.sql, actor, parseUuid("id", params.id));
    await services.changed(actor.accountScopeId, ["costs"]);
    return succeed(state.requestId, {});
  },
});
