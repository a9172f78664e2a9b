import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { forgetQuestion } from "@/lib/evidence/mod.ts";
import { actorOf } from "@/view.ts";
import { backAfter } from "./(_components)/told.tsx";

const fields = z.object({ id: z.guid(), return_to: z.string().max(20_000) });

/** Forgets a saved question. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { id, return_to } = await parseForm(req, fields);
    return await backAfter(return_to, async () => {
      await forgetQuestion(state.services.sql, actorOf(state), id);
      return { done: "forgotten" };
    });
  },
});
