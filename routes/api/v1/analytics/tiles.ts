import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { workPage } from "../../../(app)/analytics/(_components)/work_page.ts";
import * as contract from "../(_contract)/analytics.ts";

/** The page's tiles as it shows them, in the session's language. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { days } = parseQuery(url, contract.readAnalyticsTiles.query);
    const { tiles } = await workPage(state, days);
    return succeed(state.requestId, { tiles });
  },
});
