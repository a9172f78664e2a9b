import { z } from "zod";
import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { createApiToken, listApiTokens } from "@/lib/auth/mod.ts";
import { actorOf } from "@/view.ts";

const input = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(["read", "write"])).min(1).max(2),
});

/** Tokens of scripts; the reply to POST holds the token, which is never shown again. */
export const handler = define.handlers({
  async GET({ state }) {
    const tokens = await listApiTokens(state.services.sql, actorOf(state).accountScopeId);
    return succeed(state.requestId, { tokens });
  },
  async POST({ state, req }) {
    const { token, row } = await createApiToken(
      state.services.sql,
      actorOf(state),
      await parseBody(req, input),
    );
    return succeed(state.requestId, { token, api_token: row }, { status: 201 });
  },
});
