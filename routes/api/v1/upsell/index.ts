import { z } from "zod";
import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { listUpsell, weighUpsell } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import { projectsIn } from "../(_contract)/signal_replies.ts";
import * as contract from "../(_contract)/upsell.ts";

const place = z.strictObject({ score: z.int().min(0).max(100), id: z.guid() });

/** Chances to sell, the best first. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { limit, cursor, project, ...asked } = parseQuery(url, contract.listUpsell.query);
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const filter = { ...asked, projectIds: projectsIn(state, project) };
    const [found, { count: total, worth }] = await Promise.all([
      listUpsell(sql, accountScopeId, filter, { limit: limit + 1, after: placeIn(cursor, place) }),
      weighUpsell(sql, accountScopeId, filter),
    ]);
    const { rows, next } = keysetPage(found, ({ score, id }) => ({ score, id }), url, { limit });
    const items = rows.map(({ evidence: _, ...item }) => item);
    return succeed(state.requestId, { items, total, worth, next });
  },
});
