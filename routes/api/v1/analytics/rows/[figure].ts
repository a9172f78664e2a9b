import { z } from "zod";
import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { FIGURE_NAMES, listFigureRows, measure } from "@/lib/insights/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import * as contract from "../../(_contract)/analytics.ts";
import { askedDays } from "../../(_contract)/asked_days.ts";

const place = z.strictObject({ rank: z.number(), id: z.guid() });

/** The rows a figure was counted from. */
export const handler = define.handlers({
  async GET({ state, url, params }) {
    const { limit, cursor, horizon, ...days } = parseQuery(url, contract.listFigureRows.query);
    const after = placeIn(cursor, place);
    const figure = FIGURE_NAMES.find((name) => name === params.figure);
    if (figure === undefined) throw new ApiError(404, "not_found", "There is no such figure.");
    const asked = { ...askedDays(state, days), horizon };
    const { sql } = state.services;
    const [found, total] = await Promise.all([
      listFigureRows(sql, figure, asked, { limit: limit + 1, after }),
      measure(sql, figure, asked),
    ]);
    const { rows, next } = keysetPage(found, ({ rank, id }) => ({ rank, id }), url, { limit });
    return succeed(state.requestId, {
      rows: rows.map(({ rank: _, ...row }) => row),
      total,
      next,
    });
  },
});
