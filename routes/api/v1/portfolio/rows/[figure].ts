import { z } from "zod";
import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { dayOf, DRILL_NAMES, listDrillRows, totalDrillRows } from "@/lib/portfolio/mod.ts";
import { viewOf } from "@/view.ts";
import { narrowed } from "../../(_contract)/narrow.ts";
import * as contract from "../../(_contract)/portfolio.ts";

const place = z.strictObject({ rank: z.number(), id: z.guid() });

/** The rows a figure was counted from. */
export const handler = define.handlers({
  async GET({ state, url, params }) {
    const asked = parseQuery(url, contract.listRows.query);
    const { limit, cursor, projects, from, to } = asked;
    const after = placeIn(cursor, place);
    const figure = DRILL_NAMES.find((name) => name === params.figure);
    if (figure === undefined) throw new ApiError(404, "not_found", "There is no such figure.");
    const { request: { timeZone }, now } = viewOf(state);
    const scope = narrowed(state, projects);
    const period = { today: dayOf(now, timeZone), timeZone, from, to };
    const { sql } = state.services;
    const [found, total] = await Promise.all([
      listDrillRows(sql, scope, figure, period, { limit: limit + 1, after }),
      totalDrillRows(sql, scope, figure, period),
    ]);
    const { rows, next } = keysetPage(found, ({ rank, id }) => ({ rank, id }), url, asked);
    return succeed(state.requestId, {
      rows: rows.map(({ rank: _, ...row }) => row),
      total,
      next,
    });
  },
});
