import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { saveQuestion } from "@/lib/evidence/mod.ts";
import { actorOf } from "@/view.ts";
import { backAfter } from "./(_components)/told.tsx";

const fields = z.object({
  query: z.string().trim().min(1).max(4000),
  return_to: z.string().max(20_000),
});

/** Keeps a question. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { query, return_to } = await parseForm(req, fields);
    return await backAfter(return_to, async () => {
      await saveQuestion(state.services.sql, actorOf(state), query);
      return { done: "saved" };
    });
  },
});
