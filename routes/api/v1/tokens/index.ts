import { define } from "@/define.ts";
import { newestFirst, pageOf, parseBody, parseQuery, succeed } from "@/lib/api/mod.ts";
import { createApiToken, listApiTokens } from "@/lib/auth/mod.ts";
import { requireSession } from "@/middleware/session.ts";
import { actorOf } from "@/view.ts";
import { answerOnce } from "../(_contract)/answer_once.ts";
import * as contract from "../(_contract)/people.ts";

/** Tokens of scripts; the reply to POST holds the token, which is never shown again. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const place = parseQuery(url, contract.listTokens.query);
    const tokens = await listApiTokens(state.services.sql, actorOf(state).accountScopeId);
    const { rows, next } = pageOf(
      tokens,
      ({ createdAt, id }) => newestFirst(createdAt) + id,
      url,
      place,
    );
    return succeed(state.requestId, { tokens: rows.map(contract.tokenOf), next });
  },
  async POST(ctx) {
    // a token that makes tokens would outlive its own end
    requireSession(ctx.state);
    const body = await parseBody(ctx.req, contract.createToken.body);
    return await answerOnce(ctx, body, async () => {
      const { sql } = ctx.state.services;
      const { token, row } = await createApiToken(sql, actorOf(ctx.state), body);
      return { token, api_token: contract.tokenOf(row) };
    });
  },
});
