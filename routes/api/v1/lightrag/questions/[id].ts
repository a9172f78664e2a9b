import { define } from "@/define.ts";
import { parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { forgetQuestion } from "@/lib/evidence/mod.ts";
import { actorOf } from "@/view.ts";

/** Forgets a saved question. */
export const handler = define.handlers({
  async DELETE({ state, req, params }) {
    const id = parseUuid("id", params.id);
    await parseNoBody(req);
    await forgetQuestion(state.services.sql, actorOf(state), id);
    return succeed(state.requestId, {});
  },
});
