import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { listUpsell } from "@/lib/insights/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { actorOf } from "@/view.ts";
import { everyProject, evidenceOf } from "../../(_contract)/evidence_rows.ts";

/** A chance to sell with the rows it was concluded from. */
export const handler = define.handlers({
  async GET({ state, params }) {
    const id = parseUuid("id", params.id);
    const filter = { projectIds: everyProject(state), status: "open", id } as const;
    const { accountScopeId } = actorOf(state);
    const [item] = await listUpsell(state.services.sql, accountScopeId, filter, { limit: 1 });
    if (item === undefined) throw new ApiError(404, "not_found", "There is no such chance.");
    return succeed(state.requestId, { item: { ...item, evidence: await evidenceOf(state, item) } });
  },
});
