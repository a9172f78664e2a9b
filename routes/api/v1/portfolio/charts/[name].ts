import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { viewOf } from "@/view.ts";
import { CHARTS, dashboardChart } from "../../../../(app)/(_components)/charts.ts";
import { chartOf } from "../../../../(app)/(_components)/narrow.ts";
import { narrowed } from "../../(_contract)/narrow.ts";
import * as contract from "../../(_contract)/portfolio.ts";

/** One of the dashboard's charts as finished geometry, in the session's language. */
export const handler = define.handlers({
  async GET({ state, url, params }) {
    const name = CHARTS.find((chart) => chart === params.name);
    if (name === undefined) throw new ApiError(404, "not_found", "There is no such chart.");
    const { t, request: { timeZone } } = viewOf(state);
    const { days, project_id: id } = parseQuery(url, contract.readChart.query);
    const scope = narrowed(state, id === undefined ? undefined : [id]);
    const { portfolio } = state.services;
    const [overview, trends] = await Promise.all([
      portfolio.overview(scope, { days, timeZone }),
      portfolio.trends(scope, { days, timeZone }),
    ]);
    const model = dashboardChart(name, { overview, trends }, t);
    return succeed(state.requestId, { model: id === undefined ? model : chartOf(id, model) });
  },
});
