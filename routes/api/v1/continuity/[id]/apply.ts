import { define } from "@/define.ts";
import { parseBody, parseUuid } from "@/lib/api/mod.ts";
import { applyContinuity } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import { answerOnce } from "../../(_contract)/answer_once.ts";
import * as contract from "../../(_contract)/continuity.ts";
import { orVendorError } from "../../(_contract)/vendor_error.ts";

/** Makes the issue of a promise in Linear. */
export const handler = define.handlers({
  async POST(ctx) {
    const id = parseUuid("id", ctx.params.id);
    const body = await parseBody(ctx.req, contract.applyContinuity.body);
    const actor = actorOf(ctx.state);
    const { sql, changed, connectors } = ctx.state.services;
    const make: Parameters<typeof applyContinuity>[0]["make"] = (connectionId, issue) =>
      connectors.issues.make(actor.accountScopeId, connectionId, issue, ctx.req.signal);
    return await answerOnce(ctx, body, async () => {
      const item = await orVendorError(() => applyContinuity({ sql, make }, actor, id, body));
      await changed(actor.accountScopeId, ["continuity"]);
      return { item };
    });
  },
});
