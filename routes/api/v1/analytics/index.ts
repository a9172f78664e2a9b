import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import * as contract from "../(_contract)/analytics.ts";
import { askedDays } from "../(_contract)/asked_days.ts";
import { workReport } from "../(_contract)/reports.ts";

/** Messages, answers and work. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const asked = askedDays(state, parseQuery(url, contract.readAnalytics.query));
    return succeed(state.requestId, { analytics: await workReport(state, asked) });
  },
});
