import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import * as contract from "../../(_contract)/reconciliation.ts";

/** What the sources count beside what is here, and completeness day by day. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { days } = parseQuery(url, contract.readReconciliation.query);
    const { request, scope } = viewOf(state);
    const { reconciliation } = state.services.connectors;
    const [latest, trend] = await Promise.all([
      reconciliation.latest(scope.accountScopeId),
      reconciliation.trend(scope.accountScopeId, { days, timeZone: request.timeZone }),
    ]);
    return succeed(state.requestId, { latest, trend });
  },
});
