import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import { dashboardTiles } from "../../../(app)/(_components)/tiles.ts";
import * as contract from "../(_contract)/portfolio.ts";

/** The dashboard's tiles as the page shows them, in the session's language. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { t, scope, request: { timeZone } } = viewOf(state);
    const { days } = parseQuery(url, contract.readTiles.query);
    const overview = await state.services.portfolio.overview(scope, { days, timeZone });
    return succeed(state.requestId, { tiles: dashboardTiles(overview, t, days) });
  },
});
