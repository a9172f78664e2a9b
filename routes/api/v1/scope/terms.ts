import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { changeTerms, readTerms } from "@/lib/auth/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../(_contract)/terms.ts";

/** Office hours, currency and hourly rate of the account scope. */
export const handler = define.handlers({
  async GET({ state }) {
    const terms = await readTerms(state.services.sql, actorOf(state).accountScopeId);
    return succeed(state.requestId, { terms });
  },
  async PATCH({ state, req }) {
    const change = await parseBody(req, contract.changeTerms.body);
    const { services } = state;
    const actor = actorOf(state);
    const terms = await changeTerms(services.sql, actor, change);
    await services.changed(actor.accountScopeId, ["terms"]);
    return succeed(state.requestId, { terms });
  },
});
