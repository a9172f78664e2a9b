import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import * as contract from "../(_contract)/portfolio.ts";

/** Everything the dashboard counts, as numbers. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope, request: { timeZone } } = viewOf(state);
    const { days } = parseQuery(url, contract.readOverview.query);
    const overview = await state.services.portfolio.overview(scope, { days, timeZone });
    return succeed(state.requestId, { overview });
  },
});
