import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { back } from "./(_components)/back.ts";

const fields = z.object({ error_id: z.uuid(), reason: z.string().trim().min(1).max(500) });

/** Sets a failed record aside for good, with the reason. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { error_id: id, reason } = await parseForm(req, fields);
    await state.services.connectors.errors.dismiss(actorOf(state), id, reason);
    return back("dismissed");
  },
});
