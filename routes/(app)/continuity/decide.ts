import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { decideContinuity } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import { decisionForm, decisionIn, outcomes } from "../(_components)/decided/form.ts";
import { backTo, decideAndReturn } from "../(_components)/decided/outcome.ts";

const fields = decisionForm(["export", "undo"]);

/** Says that a promise was taken elsewhere or needs nothing, or takes that back. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const form = await parseForm(req, fields);
    const { id, return_to: returnTo } = form;
    const decision = decisionIn(form);
    if (decision === null) return backTo(returnTo, { refused: "needs_reason" });
    return await decideAndReturn(state, { kind: "continuity", returnTo }, async () => {
      await decideContinuity(state.services.sql, actorOf(state), id, decision);
      return backTo(returnTo, { did: outcomes[decision.decision], about: id });
    });
  },
});
