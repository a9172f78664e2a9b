import { define } from "@/define.ts";
import { parseBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../../../(_contract)/connectors.ts";

/** Sets a failed record aside for good. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    const { reason } = await parseBody(req, contract.dismissError.body);
    await state.services.connectors.errors.dismiss(actorOf(state), id, reason);
    return succeed(state.requestId, {});
  },
});
