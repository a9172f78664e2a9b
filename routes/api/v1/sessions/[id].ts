import { define } from "@/define.ts";
import { parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { actorOf } from "@/view.ts";

/** Ends a session at once, in every process. */
export const handler = define.handlers({
  async DELETE({ state, req, params }) {
    const id = parseUuid("id", params.id);
    await parseNoBody(req);
    if (!await state.services.auth.sessions.end(actorOf(state), id)) {
      throw new ApiError(404, "not_found", "There is no such session.");
    }
    return succeed(state.requestId, {});
  },
});
