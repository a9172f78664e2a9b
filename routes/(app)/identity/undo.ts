import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { undo, undoBatch } from "@/lib/identity/mod.ts";
import { actorOf } from "@/view.ts";
import { decide } from "./(_components)/decide.ts";
import { backTo } from "./(_components)/outcome.ts";

const return_to = z.string().max(2000);
const fields = z.union([
  z.object({ change_id: z.guid(), return_to }),
  z.object({ batch: z.guid(), return_to }),
]);

/** Takes back a decision, or all that were made together. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const form = await parseForm(req, fields);
    const { sql } = state.services;
    return await decide(state, form.return_to, async () => {
      if ("batch" in form) {
        const count = await undoBatch(sql, actorOf(state), form.batch);
        return backTo(form.return_to, { done: "batch_undone", count: String(count) });
      }
      const change = await undo(sql, actorOf(state), form.change_id);
      return backTo(form.return_to, { done: "undone", change: change.id });
    });
  },
});
