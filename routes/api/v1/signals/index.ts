import { z } from "zod";
import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { countSignals, listSignals, placeOfSignal } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import { projectsIn, signalReplies } from "../(_contract)/signal_replies.ts";
import * as contract from "../(_contract)/signals.ts";

const place = z.strictObject({
  severity: z.int(),
  occurred_at: z.iso.datetime(),
  id: z.guid(),
});

/** What was noticed, the worst first. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { limit, cursor, project, ...asked } = parseQuery(url, contract.listSignals.query);
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const filter = { ...asked, projectIds: projectsIn(state, project) };
    const after = placeIn(cursor, place);
    const [found, { total }] = await Promise.all([
      listSignals(sql, accountScopeId, filter, { limit: limit + 1, after }),
      countSignals(sql, accountScopeId, filter),
    ]);
    const { rows, next } = keysetPage(found, placeOfSignal, url, { limit });
    const signals = await signalReplies(state, rows);
    return succeed(state.requestId, { signals, total, next });
  },
});
