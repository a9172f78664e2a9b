import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { giveFeedback } from "@/lib/evidence/mod.ts";
import { actorOf } from "@/view.ts";
import { backAfter } from "./(_components)/told.tsx";

const fields = z.object({
  query_run_id: z.guid(),
  document_id: z.guid().optional(),
  rating: z.enum(["-1", "0", "1"]).transform((text) => Number(text) as -1 | 0 | 1),
  comment: z.string().trim().max(2000).optional(),
  return_to: z.string().max(20_000),
});

/** Keeps what somebody says of an answer or a hit. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const given = await parseForm(req, fields);
    return await backAfter(given.return_to, async () => {
      await giveFeedback(state.services.sql, actorOf(state), {
        queryRunId: given.query_run_id,
        documentId: given.document_id ?? null,
        rating: given.rating,
        comment: given.comment || null,
      });
      return { done: "rated", run: given.query_run_id };
    });
  },
});
