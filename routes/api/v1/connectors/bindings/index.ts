import { define } from "@/define.ts";
import { pageOf, parseBody, parseQuery, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { bindingsChanged } from "../../../../(app)/connectors/(_components)/bindings_changed.ts";
import { answerOnce } from "../../(_contract)/answer_once.ts";
import * as contract from "../../(_contract)/connectors.ts";

/** What is bound to which project; POST binds an inbox, label, company or the whole account. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { accountScopeId } = actorOf(state);
    const place = parseQuery(url, contract.listBindings.query);
    const { bindings } = state.services.connectors;
    const [list, unassigned] = await Promise.all([
      bindings.list(accountScopeId),
      bindings.unassigned(accountScopeId),
    ]);
    const { rows, next } = pageOf(list, ({ id }) => id, url, place);
    return succeed(state.requestId, {
      bindings: rows,
      unassigned_conversations: unassigned,
      next,
    });
  },
  async POST(ctx) {
    const actor = actorOf(ctx.state);
    const { services } = ctx.state;
    const body = await parseBody(ctx.req, contract.createBinding.body);
    return await answerOnce(ctx, body, async () => {
      const made = await services.connectors.bindings.create(actor, body);
      await bindingsChanged(services, actor.accountScopeId);
      return { ...made };
    });
  },
});
