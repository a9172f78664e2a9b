import { z } from "zod";
import { define } from "@/define.ts";
import { keysetPage, parseBody, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { addCost, listCosts, placeOfCost, totalCosts } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import { answerOnce } from "../(_contract)/answer_once.ts";
import * as contract from "../(_contract)/costs.ts";
import { projectsIn } from "../(_contract)/signal_replies.ts";

const place = z.strictObject({ incurred_on: z.iso.date(), id: z.guid() });

/** Costs of projects; POST enters one. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { limit, cursor, project, ...rest } = parseQuery(url, contract.listCosts.query);
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const filter = { ...rest, projectIds: projectsIn(state, project) };
    const after = placeIn(cursor, place);
    const [found, { count, sums }] = await Promise.all([
      listCosts(sql, accountScopeId, filter, { limit: limit + 1, after }),
      totalCosts(sql, accountScopeId, filter),
    ]);
    const { rows, next } = keysetPage(found, placeOfCost, url, { limit });
    return succeed(state.requestId, { costs: rows, total: count, sums, next });
  },
  async POST(ctx) {
    const body = await parseBody(ctx.req, contract.addCost.body);
    const { services } = ctx.state;
    const actor = actorOf(ctx.state);
    return await answerOnce(ctx, body, async () => {
      const cost = await addCost(services.sql, actor, body);
      await services.changed(actor.accountScopeId, ["costs"]);
      return { cost };
    });
  },
});
