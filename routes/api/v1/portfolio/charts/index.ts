import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import { CHARTS, dashboardChart } from "../../../../(app)/(_components)/charts.ts";
import { chartOf } from "../../../../(app)/(_components)/narrow.ts";
import { narrowed } from "../../(_contract)/narrow.ts";
import * as contract from "../../(_contract)/portfolio.ts";

/** The dashboard's charts as finished geometry, by name, in the session's language. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { t, request: { timeZone } } = viewOf(state);
    const { days, project_id: id } = parseQuery(url, contract.readCharts.query);
    const scope = narrowed(state, id === undefined ? undefined : [id]);
    const { portfolio } = state.services;
    const [overview, trends] = await Promise.all([
      portfolio.overview(scope, { days, timeZone }),
      portfolio.trends(scope, { days, timeZone }),
    ]);
    const models = CHARTS.map((name) => {
      const model = dashboardChart(name, { overview, trends }, t);
      return [name, id === undefined ? model : chartOf(id, model)];
    });
    return succeed(state.requestId, Object.fromEntries(models));
  },
});
