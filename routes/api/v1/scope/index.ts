import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { changeScope } from "@/lib/auth/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import * as contract from "../(_contract)/people.ts";

/** Language and time zone of the account scope. */
export const handler = define.handlers({
  GET({ state }) {
    const { accountScopeId: id, locale, timeZone } = viewOf(state).request;
    return succeed(state.requestId, { scope: { id, locale, time_zone: timeZone } });
  },
  async PATCH({ state, req }) {
    const { request } = viewOf(state);
    const body = await parseBody(req, contract.changeScope.body);
    const { locale = request.locale, time_zone = request.timeZone } = body;
    await changeScope(state.services.sql, actorOf(state), { locale, timeZone: time_zone });
    return succeed(state.requestId, { scope: { id: request.accountScopeId, locale, time_zone } });
  },
});
