import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { back } from "./(_components)/back.ts";
import { bindingsChanged } from "./(_components)/bindings_changed.ts";

const fields = z.object({ binding_id: z.uuid() });

/** Removes a binding. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { binding_id: id } = await parseForm(req, fields);
    await state.services.connectors.bindings.remove(actorOf(state), id);
    await bindingsChanged(state.services, actorOf(state).accountScopeId);
    return back("unbound");
  },
});
