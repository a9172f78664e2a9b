import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { readHealth } from "@/lib/insights/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { actorOf } from "@/view.ts";

/** A client's health with all it is made of. */
export const handler = define.handlers({
  async GET({ state, params }) {
    const id = parseUuid("id", params.id);
    const health = await readHealth(state.services.sql, actorOf(state).accountScopeId, id);
    if (health === null) throw new ApiError(404, "not_found", "The project was never scored.");
    return succeed(state.requestId, { health });
  },
});
