import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";

/** Lets a failed record be tried again with the next sync, a dead letter included. */
export const handler = define.handlers({
  async POST({ state, params }) {
    await state.services.connectors.errors.retry(actorOf(state), parseUuid("id", params.id));
    return succeed(state.requestId, {});
  },
});
