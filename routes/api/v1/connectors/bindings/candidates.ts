import { define } from "@/define.ts";
import { pageOf, parseQuery, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../../(_contract)/connectors.ts";

/** Inboxes, labels and companies a project can be bound to, with their conversations counted. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const place = parseQuery(url, contract.listCandidates.query);
    const candidates = await state.services.connectors.bindings.candidates(
      actorOf(state).accountScopeId,
    );
    const { rows, next } = pageOf(
      candidates,
      ({ connection_id, kind, external_id }) => `${kind} ${connection_id} ${external_id}`,
      url,
      place,
    );
    return succeed(state.requestId, { candidates: rows, next });
  },
});
