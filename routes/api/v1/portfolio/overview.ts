import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { daysIn } from "../../../(app)/(_components)/query.ts";

/** Everything the dashboard counts, as numbers. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope, request } = viewOf(state);
    const overview = await state.services.portfolio.overview(scope, {
      days: daysIn(url),
      timeZone: request.timeZone,
    });
    return Response.json({ ok: true, overview, request_id: state.requestId });
  },
});
