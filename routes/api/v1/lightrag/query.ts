import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { limitCostly } from "@/middleware/rate_limit.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../(_contract)/evidence.ts";
import { searchScopeOf } from "../(_contract)/evidence_scope.ts";

/** Evidence for a question, and the answer in it. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const asked = await parseBody(req, contract.queryEvidence.body);
    const { query, topK, sourceLimit, sourceFilter, projectId, from, to, person } = asked;
    const scope = searchScopeOf(state, projectId);
    await limitCostly(state, "search");
    const filters = { sources: sourceFilter, from, to, person, private: asked.includePrivate };
    const request = { query, topK, sourceLimit, filters };
    const result = await state.services.evidence.search(scope, request, actorOf(state).actor);
    return succeed(state.requestId, { ...result });
  },
});
