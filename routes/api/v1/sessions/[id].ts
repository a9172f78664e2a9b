import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { actorOf } from "@/view.ts";

/** Ends a session at once, in every process. */
export const handler = define.handlers({
  async DELETE({ state, params }) {
    const id = parseUuid("id", params.id);
    if (!await state.services.auth.sessions.end(actorOf(state).accountScopeId, id)) {
      throw new ApiError(404, "not_found", "There is no such session.");
    }
    return succeed(state.requestId, {});
  },
});
