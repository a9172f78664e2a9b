import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { type CostImport, importCosts, previewCosts } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../(_contract)/costs.ts";

/** Takes a file of costs in, or says what that would do. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { csv, preview } = await parseBody(req, contract.importCosts.body);
    const { services } = state;
    const actor = actorOf(state);
    const done: CostImport = preview
      ? await previewCosts(services.sql, actor.accountScopeId, csv)
      : await importCosts(services.sql, actor, csv);
    if (!preview && done.added > 0) await services.changed(actor.accountScopeId, ["costs"]);
    return succeed(state.requestId, { ...done });
  },
});
