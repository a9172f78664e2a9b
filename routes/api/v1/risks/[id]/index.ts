import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { readRisk } from "@/lib/insights/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { actorOf } from "@/view.ts";

/** One risk, open or closed. */
export const handler = define.handlers({
  async GET({ state, params }) {
    const id = parseUuid("id", params.id);
    const risk = await readRisk(state.services.sql, actorOf(state).accountScopeId, id);
    if (risk === null) throw new ApiError(404, "not_found", "There is no such risk.");
    return succeed(state.requestId, { risk });
  },
});
