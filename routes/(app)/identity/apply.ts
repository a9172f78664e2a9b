import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { applySuggestion } from "@/lib/identity/mod.ts";
import { actorOf } from "@/view.ts";
import { backTo } from "./(_components)/outcome.ts";
import { decide } from "./(_components)/decide.ts";

const fields = z.object({ suggestion_id: z.guid(), return_to: z.string().max(2000) });

/** Links the two records of a suggestion. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { suggestion_id, return_to } = await parseForm(req, fields);
    return await decide(state, return_to, async () => {
      const change = await applySuggestion(state.services.sql, actorOf(state), suggestion_id);
      return backTo(return_to, { done: "applied", change: change.id });
    });
  },
});
