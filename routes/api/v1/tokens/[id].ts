import { define } from "@/define.ts";
import { parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { revokeApiToken } from "@/lib/auth/mod.ts";
import { actorOf } from "@/view.ts";

/** Revokes a script's token at once, in every process. */
export const handler = define.handlers({
  async DELETE({ state, req, params }) {
    const id = parseUuid("id", params.id);
    await parseNoBody(req);
    await revokeApiToken(state.services, actorOf(state), id);
    return succeed(state.requestId, {});
  },
});
