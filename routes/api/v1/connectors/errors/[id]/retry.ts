import { define } from "@/define.ts";
import { parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";

/** Lets a failed record be tried again with the next sync, a dead letter included. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    await parseNoBody(req);
    await state.services.connectors.errors.retry(actorOf(state), id);
    return succeed(state.requestId, {});
  },
});
