import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { daysIn } from "../../../(app)/(_components)/query.ts";
import { dashboardTiles } from "../../../(app)/(_components)/tiles.ts";

/** The dashboard's tiles as the page shows them, in the session's language. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { t, scope, request } = viewOf(state);
    const days = daysIn(url);
    const overview = await state.services.portfolio.overview(scope, {
      days,
      timeZone: request.timeZone,
    });
    return Response.json({
      ok: true,
      tiles: dashboardTiles(overview, t, days),
      request_id: state.requestId,
    });
  },
});
