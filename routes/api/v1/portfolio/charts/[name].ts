import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { viewOf } from "@/view.ts";
import { CHARTS, dashboardChart } from "../../../../(app)/(_components)/charts.ts";
import * as contract from "../../(_contract)/portfolio.ts";

/** One of the dashboard's charts as finished geometry, in the session's language. */
export const handler = define.handlers({
  async GET({ state, url, params }) {
    const name = CHARTS.find((chart) => chart === params.name);
    if (name === undefined) throw new ApiError(404, "not_found", "There is no such chart.");
    const { t, scope, request: { timeZone } } = viewOf(state);
    const { days } = parseQuery(url, contract.readChart.query);
    const overview = await state.services.portfolio.overview(scope, { days, timeZone });
    return succeed(state.requestId, { model: dashboardChart(name, overview, t) });
  },
});
