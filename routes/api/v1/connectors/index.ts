import { define } from "@/define.ts";
import { succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";

/** The scope's connections with their runs, rows, errors and completeness. */
export const handler = define.handlers({
  async GET({ state }) {
    const connectors = await state.services.connectors.list(actorOf(state).accountScopeId);
    return succeed(state.requestId, { connectors });
  },
});
