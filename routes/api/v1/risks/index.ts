import { z } from "zod";
import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { listRisks, weighRisks } from "@/lib/insights/mod.ts";
import { narrowed } from "../(_contract)/narrow.ts";
import * as contract from "../(_contract)/risks.ts";

const place = z.strictObject({
  severity: z.int().min(1).max(5),
  opened_at: z.iso.datetime(),
  id: z.guid(),
});

/** What may go wrong, the gravest first. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const asked = parseQuery(url, contract.listRisks.query);
    const { limit, cursor, project_id, status, origin, kind, least } = asked;
    const scope = narrowed(state, project_id === undefined ? undefined : [project_id]);
    const filter = { projectIds: scope.projectIds, status, origin, kind, least };
    const { sql } = state.services;
    const [found, weight] = await Promise.all([
      listRisks(sql, scope.accountScopeId, filter, {
        limit: limit + 1,
        after: placeIn(cursor, place),
      }),
      weighRisks(sql, scope.accountScopeId, filter),
    ]);
    const { rows, next } = keysetPage(found, (row) => row.place, url, asked);
    return succeed(state.requestId, {
      risks: rows.map(({ place: _, ...risk }) => risk),
      total: weight.count,
      severity: weight.severity,
      next,
    });
  },
});
