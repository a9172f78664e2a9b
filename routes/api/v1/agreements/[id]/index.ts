import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { listAgreements } from "@/lib/insights/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { actorOf } from "@/view.ts";
import { everyProject, evidenceOf } from "../../(_contract)/evidence_rows.ts";

/** An agreement with the messages that say it. */
export const handler = define.handlers({
  async GET({ state, params }) {
    const id = parseUuid("id", params.id);
    const filter = { projectIds: everyProject(state), status: "standing", id } as const;
    const { accountScopeId } = actorOf(state);
    const [found] = await listAgreements(state.services.sql, accountScopeId, filter, { limit: 1 });
    if (found === undefined) throw new ApiError(404, "not_found", "There is no such agreement.");
    const { place: _, ...agreement } = found;
    return succeed(state.requestId, {
      agreement: { ...agreement, evidence: await evidenceOf(state, found) },
    });
  },
});
