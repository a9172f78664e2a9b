import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { moneyPage } from "../../../(app)/finance/(_components)/money_page.ts";
import * as contract from "../(_contract)/analytics.ts";

/** The page's tiles as it shows them, in the session's language. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { days } = parseQuery(url, contract.readFinanceTiles.query);
    const { tiles } = await moneyPage(state, days);
    return succeed(state.requestId, { tiles });
  },
});
