import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { requestRun, SYNC_JOB } from "@/workers/mod.ts";
import { answerOnce } from "../(_contract)/answer_once.ts";
import * as contract from "../(_contract)/connections.ts";
import { orVendorError } from "../(_contract)/vendor_error.ts";

/** The scope's connections with their runs, rows, errors and completeness; POST makes one. */
export const handler = define.handlers({
  async GET({ state }) {
    const connectors = await state.services.connectors.list(actorOf(state).accountScopeId);
    return succeed(state.requestId, { connectors });
  },
  async POST(ctx) {
    const body = await parseBody(ctx.req, contract.connectSource.body);
    const { connectors, sql, wake } = ctx.state.services;
    const actor = actorOf(ctx.state);
    const { connector, base_url: baseUrl, account_id: accountId, token } = body;
    return await answerOnce(ctx, body, () =>
      orVendorError(async () => {
        const made = await connectors.connect.connect(actor, {
          ...{ connector, baseUrl, accountId, token },
        });
        await requestRun(sql, actor.accountScopeId, SYNC_JOB, { mode: "incremental" });
        wake();
        return made;
      }));
  },
});
