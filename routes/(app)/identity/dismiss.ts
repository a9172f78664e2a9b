import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { dismissSuggestion } from "@/lib/identity/mod.ts";
import { actorOf } from "@/view.ts";
import { decide } from "./(_components)/decide.ts";
import { backTo } from "./(_components)/outcome.ts";

const fields = z.object({
  suggestion_id: z.guid(),
  return_to: z.string().max(2000),
  reason: z.string().trim().min(1).max(500),
});

/** Dismisses a suggestion, with the reason. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { suggestion_id, return_to, reason } = await parseForm(req, fields);
    return await decide(state, return_to, async () => {
      const { sql } = state.services;
      const change = await dismissSuggestion(sql, actorOf(state), suggestion_id, reason);
      return backTo(return_to, { done: "dismissed", change: change.id });
    });
  },
});
