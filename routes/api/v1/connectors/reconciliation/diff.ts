import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../../(_contract)/reconciliation.ts";

/** What changed between two comparisons, with the ids behind it. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { since } = parseQuery(url, contract.readReconciliationDiff.query);
    const moment = since === undefined ? null : new Date(since);
    const { reconciliation } = state.services.connectors;
    const diffs = await reconciliation.diff(actorOf(state).accountScopeId, moment);
    return succeed(state.requestId, { diffs });
  },
});
