import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { back } from "./(_components)/back.ts";

const fields = z.object({ error_id: z.uuid() });

/** Lets a failed record be tried again with the next sync. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { error_id: id } = await parseForm(req, fields);
    await state.services.connectors.errors.retry(actorOf(state), id);
    return back("retried");
  },
});
