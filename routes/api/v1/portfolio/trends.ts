import { define } from "@/define.ts";
import { parseQuery, succeedKept } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import { narrowed } from "../(_contract)/narrow.ts";
import * as contract from "../(_contract)/portfolio.ts";

/** What the dashboard's charts show, as numbers. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { timeZone } = viewOf(state).request;
    const { days, projects } = parseQuery(url, contract.readTrends.query);
    const scope = narrowed(state, projects);
    const trends = await state.services.portfolio.trends(scope, { days, timeZone });
    return succeedKept(state.requestId, "trends", trends);
  },
});
