import { ApiError } from "@/lib/platform/mod.ts";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { CHARTS, dashboardChart } from "../../../../(app)/(_components)/charts.ts";
import { daysIn } from "../../../../(app)/(_components)/query.ts";

/** One of the dashboard's charts as finished geometry, in the session's language. */
export const handler = define.handlers({
  async GET({ state, url, params }) {
    const name = CHARTS.find((chart) => chart === params.name);
    if (name === undefined) throw new ApiError(404, "not_found", "There is no such chart.");
    const { t, scope, request } = viewOf(state);
    const days = daysIn(url);
    const overview = await state.services.portfolio.overview(scope, {
      days,
      timeZone: request.timeZone,
    });
    return Response.json({
      ok: true,
      model: dashboardChart(name, overview, t),
      request_id: state.requestId,
    });
  },
});
