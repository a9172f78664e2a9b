import { z } from "zod";
import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { countActions, listActions, placeOfAction } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import { actionReply, projectsIn } from "../(_contract)/signal_replies.ts";
import * as contract from "../(_contract)/signals.ts";

const place = z.strictObject({ priority: z.int(), due_on: z.iso.date(), id: z.guid() });

/** What to do next, the most pressing first. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { limit, cursor, project, ...asked } = parseQuery(url, contract.listActions.query);
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const filter = { ...asked, projectIds: projectsIn(state, project) };
    const after = placeIn(cursor, place);
    const [found, total] = await Promise.all([
      listActions(sql, accountScopeId, filter, { limit: limit + 1, after }),
      countActions(sql, accountScopeId, filter),
    ]);
    const { rows, next } = keysetPage(found, placeOfAction, url, { limit });
    return succeed(state.requestId, { actions: rows.map(actionReply), total, next });
  },
});
