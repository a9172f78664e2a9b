import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { decideAction } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import { decisionFields, decisionIn, outcomes } from "./(_components)/form.ts";
import { backTo, decideAndReturn } from "./(_components)/outcome.ts";

const fields = z.object({ ...decisionFields, action_id: z.guid() });

/** Decides about a next action. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const form = await parseForm(req, fields);
    const { return_to, action_id } = form;
    const decision = decisionIn(form);
    if (decision === null) return backTo(return_to, { refused: "needs_reason" });
    return await decideAndReturn(state, return_to, async () => {
      await decideAction(state.services.sql, actorOf(state), action_id, decision);
      return backTo(return_to, { did: outcomes[decision.decision], action: action_id });
    });
  },
});
