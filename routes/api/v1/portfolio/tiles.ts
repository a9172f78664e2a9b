import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import { tilesOf } from "../../../(app)/(_components)/narrow.ts";
import { dashboardTiles } from "../../../(app)/(_components)/tiles.ts";
import { narrowed } from "../(_contract)/narrow.ts";
import * as contract from "../(_contract)/portfolio.ts";

/** The dashboard's tiles as the page shows them, in the session's language. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { t, request: { timeZone } } = viewOf(state);
    const { days, part, project_id: id } = parseQuery(url, contract.readTiles.query);
    const scope = narrowed(state, id === undefined ? undefined : [id]);
    const overview = await state.services.portfolio.overview(scope, { days, timeZone });
    const tiles = dashboardTiles(overview, t, days, part);
    return succeed(state.requestId, { tiles: id === undefined ? tiles : tilesOf(id, tiles) });
  },
});
