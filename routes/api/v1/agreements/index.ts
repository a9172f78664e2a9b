import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { countAgreements, listAgreements } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../(_contract)/agreements.ts";
import { placeInTime } from "../(_contract)/evidence_rows.ts";
import { projectsIn } from "../(_contract)/signal_replies.ts";

/** What was agreed in chats, the newest first. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { limit, cursor, project, ...asked } = parseQuery(url, contract.listAgreements.query);
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const filter = { ...asked, projectIds: projectsIn(state, project) };
    const page = { limit: limit + 1, after: placeIn(cursor, placeInTime) };
    const [found, total] = await Promise.all([
      listAgreements(sql, accountScopeId, filter, page),
      countAgreements(sql, accountScopeId, filter),
    ]);
    const { rows, next } = keysetPage(found, ({ place }) => place, url, { limit });
    const agreements = rows.map(({ evidence: _, place: __, ...agreement }) => agreement);
    return succeed(state.requestId, { agreements, total, next });
  },
});
