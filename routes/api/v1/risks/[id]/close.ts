import { define } from "@/define.ts";
import { parseBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { decideAndTell } from "../../(_contract)/decide_risk.ts";
import * as contract from "../../(_contract)/risks.ts";

/** Closes a risk, with the reason. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    const { reason } = await parseBody(req, contract.closeRisk.body);
    return succeed(state.requestId, {
      risk: await decideAndTell(state, id, { decision: "close", reason }),
    });
  },
});
