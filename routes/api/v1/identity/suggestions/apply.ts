import { define } from "@/define.ts";
import { parseBody } from "@/lib/api/mod.ts";
import { applyAll, suggestionsAbout } from "@/lib/identity/mod.ts";
import { actorOf } from "@/view.ts";
import { answerOnce } from "../../(_contract)/answer_once.ts";
import * as contract from "../../(_contract)/identity.ts";

/** Links all open suggestions of at least a confidence. */
export const handler = define.handlers({
  async POST(ctx) {
    const body = await parseBody(ctx.req, contract.applySuggestions.body);
    const actor = actorOf(ctx.state);
    const { sql, changed } = ctx.state.services;
    const { least, kind, source, expected } = body;
    return await answerOnce(ctx, body, async () => {
      const filter = { least, source, ...suggestionsAbout(kind) };
      const result = await applyAll(sql, actor, filter, expected);
      await changed(actor.accountScopeId, ["identity"]);
      return { ...result };
    });
  },
});
