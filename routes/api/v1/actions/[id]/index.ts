import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { listActions } from "@/lib/insights/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { viewOf } from "@/view.ts";
import { actionReply } from "../../(_contract)/signal_replies.ts";

/** An action with its draft. */
export const handler = define.handlers({
  async GET({ state, params }) {
    const id = parseUuid("id", params.id);
    const { request, scope } = viewOf(state);
    const projectIds = request.projects.map((project) => project.id);
    const [action] = await listActions(
      state.services.sql,
      scope.accountScopeId,
      { projectIds, state: "any", id },
      { limit: 1 },
    );
    if (action === undefined) throw new ApiError(404, "not_found", "There is no such action.");
    return succeed(state.requestId, { action: actionReply(action) });
  },
});
