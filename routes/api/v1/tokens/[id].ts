import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { revokeApiToken } from "@/lib/auth/mod.ts";
import { actorOf } from "@/view.ts";

/** Revokes a script's token. */
export const handler = define.handlers({
  async DELETE({ state, params }) {
    await revokeApiToken(state.services.sql, actorOf(state), parseUuid("id", params.id));
    return succeed(state.requestId, {});
  },
});
