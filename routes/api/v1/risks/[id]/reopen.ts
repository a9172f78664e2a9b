import { define } from "@/define.ts";
import { parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { decideAndTell } from "../../(_contract)/decide_risk.ts";

/** Opens a risk again that a person closed or took on. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const id = parseUuid("id", params.id);
    await parseNoBody(req);
    return succeed(state.requestId, {
      risk: await decideAndTell(state, id, { decision: "reopen" }),
    });
  },
});
