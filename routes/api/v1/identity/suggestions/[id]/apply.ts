import { define } from "@/define.ts";
import { parseBody, parseUuid } from "@/lib/api/mod.ts";
import { applySuggestion } from "@/lib/identity/mod.ts";
import { actorOf } from "@/view.ts";
import { answerOnce } from "../../../(_contract)/answer_once.ts";
import { changeReply } from "../../../(_contract)/change_reply.ts";
import * as contract from "../../../(_contract)/identity.ts";

/** Links the two records of a suggestion. */
export const handler = define.handlers({
  async POST(ctx) {
    const id = parseUuid("id", ctx.params.id);
    const body = await parseBody(ctx.req, contract.applySuggestion.body);
    const actor = actorOf(ctx.state);
    const { sql, changed } = ctx.state.services;
    return await answerOnce(ctx, body, async () => {
      const change = await applySuggestion(sql, actor, id, body.chosen);
      await changed(actor.accountScopeId, ["identity"]);
      return changeReply(change);
    });
  },
});
