import { z } from "zod";
import { define } from "@/define.ts";
import { actorOf } from "@/view.ts";
import { back, readForm } from "./(_components)/form.ts";

const fields = z.object({ error_id: z.uuid() });

/** Lets a failed record be tried again with the next sync. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { error_id: id } = await readForm(req, fields);
    await state.services.connectors.errors.retry(actorOf(state), id);
    return back("retried");
  },
});
