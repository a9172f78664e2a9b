import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { back } from "./(_components)/back.ts";

const fields = z.object({
  connection_id: z.uuid(),
  project_id: z.uuid(),
  kind: z.enum(["inbox", "label", "contact_company", "account"]),
  external_id: z.string().min(1).max(300),
});

/** Binds an inbox, label or company to a project. */
export const handler = define.handlers({
  async POST({ state, req }) {
    await state.services.connectors.bindings.create(actorOf(state), await parseForm(req, fields));
    await state.services.changed(actorOf(state).accountScopeId, ["bindings"]);
    return back("bound");
  },
});
