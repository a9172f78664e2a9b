import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { moneyPage } from "../../../../(app)/finance/(_components)/money_page.ts";
import * as contract from "../../(_contract)/analytics.ts";

/** One of the page's charts as finished geometry, in the session's language. */
export const handler = define.handlers({
  async GET({ state, url, params }) {
    const { days } = parseQuery(url, contract.readFinanceChart.query);
    const { charts } = await moneyPage(state, days);
    const model = charts.find(({ id }) => id === params.name);
    if (model === undefined) throw new ApiError(404, "not_found", "There is no such chart.");
    return succeed(state.requestId, { model });
  },
});
