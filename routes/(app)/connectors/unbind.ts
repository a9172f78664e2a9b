import { z } from "zod";
import { define } from "@/define.ts";
import { actorOf } from "@/view.ts";
import { back, readForm } from "./(_components)/form.ts";

const fields = z.object({ binding_id: z.uuid() });

/** Removes a binding. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { binding_id: id } = await readForm(req, fields);
    await state.services.connectors.bindings.remove(actorOf(state), id);
    await state.services.changed(actorOf(state).accountScopeId, ["bindings"]);
    return back("unbound");
  },
});
