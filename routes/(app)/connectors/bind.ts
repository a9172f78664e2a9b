import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { BINDING_KINDS } from "@/lib/connectors/mod.ts";
import { actorOf } from "@/view.ts";
import { back } from "./(_components)/back.ts";
import { bindingsChanged } from "./(_components)/bindings_changed.ts";

const fields = z.object({
  connection_id: z.uuid(),
  project_id: z.uuid(),
  kind: z.enum(BINDING_KINDS),
  external_id: z.string().min(1).max(300),
});

/** Binds an inbox, label, company, team or Linear project to a project. */
export const handler = define.handlers({
  async POST({ state, req }) {
    await state.services.connectors.bindings.create(actorOf(state), await parseForm(req, fields));
    await bindingsChanged(state.services, actorOf(state).accountScopeId);
    return back("bound");
  },
});
