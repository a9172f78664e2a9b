import { define } from "@/define.ts";
import { parseQuery, succeedKept } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { viewOf } from "@/view.ts";
import * as contract from "./(_contract)/portfolio.ts";

/** Everything about one project that is looked at first. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope, request } = viewOf(state);
    const { project_id = request.projectId } = parseQuery(url, contract.readControlTower.query);
    const control_tower = project_id === null
      ? null
      : await state.services.portfolio.controlTower(scope.accountScopeId, project_id);
    if (control_tower === null) throw new ApiError(404, "not_found", "There is no such project.");
    return succeedKept(state.requestId, "control_tower", control_tower);
  },
});
