import { define } from "@/define.ts";
import { parseBody, parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { requestRun, SYNC_JOB } from "@/workers/mod.ts";
import * as contract from "../../(_contract)/connections.ts";
import { orVendorError } from "../../(_contract)/vendor_error.ts";

/** Changes a connection, or removes it with its rows. */
export const handler = define.handlers({
  async PATCH({ state, req, params }) {
    const id = parseUuid("id", params.id);
    const { paused, token } = await parseBody(req, contract.changeConnection.body);
    const actor = actorOf(state);
    const { connectors, sql, wake } = state.services;
    if (token !== undefined) {
      await orVendorError(() => connectors.connect.replaceToken(actor, id, token));
    }
    if (paused !== undefined) await connectors.connect.pause(actor, id, paused);
    if (paused !== true) {
      await requestRun(sql, actor.accountScopeId, SYNC_JOB, { mode: "incremental" });
      wake();
    }
    return succeed(state.requestId, {});
  },
  async DELETE({ state, req, params }) {
    await parseNoBody(req);
    const actor = actorOf(state);
    const { connectors, changed } = state.services;
    await connectors.connect.disconnect(actor, parseUuid("id", params.id));
    await changed(actor.accountScopeId, ["connections"]);
    return succeed(state.requestId, {});
  },
});
