import { define } from "@/define.ts";
import { parseQuery, succeedKept } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import { narrowed } from "../(_contract)/narrow.ts";
import * as contract from "../(_contract)/portfolio.ts";

/** Everything the dashboard counts, as numbers. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { timeZone } = viewOf(state).request;
    const { days, projects } = parseQuery(url, contract.readOverview.query);
    const scope = narrowed(state, projects);
    const overview = await state.services.portfolio.overview(scope, { days, timeZone });
    return succeedKept(state.requestId, "overview", overview);
  },
});
