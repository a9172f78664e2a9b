import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { countContinuity, listContinuity } from "@/lib/insights/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import * as contract from "../(_contract)/continuity.ts";
import { placeInTime } from "../(_contract)/evidence_rows.ts";
import { projectsIn } from "../(_contract)/signal_replies.ts";

/** Promises that need an issue, the newest first. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { limit, cursor, project, ...asked } = parseQuery(url, contract.listContinuity.query);
    const { accountScopeId } = actorOf(state);
    const { t, now } = viewOf(state);
    const { sql } = state.services;
    const filter = { ...asked, projectIds: projectsIn(state, project) };
    const page = { limit: limit + 1, after: placeIn(cursor, placeInTime) };
    const [found, { count: total, late }] = await Promise.all([
      listContinuity(sql, accountScopeId, filter, page),
      countContinuity(sql, accountScopeId, filter, t.format.isoDay(now)),
    ]);
    const { rows, next } = keysetPage(found, ({ place }) => place, url, { limit });
    const items = rows.map(({ evidence: _, place: __, ...item }) => item);
    return succeed(state.requestId, { items, total, late, next });
  },
});
