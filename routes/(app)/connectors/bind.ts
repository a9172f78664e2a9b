import { z } from "zod";
import { define } from "@/define.ts";
import { actorOf } from "@/view.ts";
import { back, readForm } from "./(_components)/form.ts";

const fields = z.object({
  connection_id: z.uuid(),
  project_id: z.uuid(),
  kind: z.enum(["inbox", "label", "contact_company", "account"]),
  external_id: z.string().min(1).max(300),
});

/** Binds an inbox, label or company to a project. */
export const handler = define.handlers({
  async POST({ state, req }) {
    await state.services.connectors.bindings.create(actorOf(state), await readForm(req, fields));
    await state.services.changed(actorOf(state).accountScopeId, ["bindings"]);
    return back("bound");
  },
});
