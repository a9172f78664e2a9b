import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { listContinuity } from "@/lib/insights/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { actorOf } from "@/view.ts";
import { everyProject, evidenceOf } from "../../(_contract)/evidence_rows.ts";

/** A promise with its previewed issue and the rows it was concluded from. */
export const handler = define.handlers({
  async GET({ state, params }) {
    const id = parseUuid("id", params.id);
    const filter = { projectIds: everyProject(state), status: "open", id } as const;
    const { accountScopeId } = actorOf(state);
    const [found] = await listContinuity(state.services.sql, accountScopeId, filter, { limit: 1 });
    if (found === undefined) throw new ApiError(404, "not_found", "There is no such promise.");
    const { place: _, ...item } = found;
    return succeed(state.requestId, {
      item: { ...item, evidence: await evidenceOf(state, found) },
    });
  },
});
