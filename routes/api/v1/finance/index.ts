import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import * as contract from "../(_contract)/analytics.ts";
import { askedDays } from "../(_contract)/asked_days.ts";
import { financeReport } from "../(_contract)/reports.ts";

/** What was won, is expected, was spent and is left. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const asked = askedDays(state, parseQuery(url, contract.readFinance.query));
    const { finance, as_of } = await financeReport(state, asked);
    return succeed(state.requestId, { finance: { ...finance, as_of } });
  },
});
