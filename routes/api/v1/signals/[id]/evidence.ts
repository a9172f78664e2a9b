import { define } from "@/define.ts";
import { pageOf, parseQuery, parseUuid, succeed } from "@/lib/api/mod.ts";
import { behindSignal, signalOf } from "../../(_contract)/signal_replies.ts";
import * as contract from "../../(_contract)/signals.ts";

/** The rows behind a signal, newest first. */
export const handler = define.handlers({
  async GET({ state, url, params }) {
    const asked = parseQuery(url, contract.listSignalEvidence.query);
    const all = await behindSignal(state, await signalOf(state, parseUuid("id", params.id)));
    const places = new Map(all.map((row, place) => [row, String(place).padStart(3, "0")]));
    const { rows, next } = pageOf(all, (row) => places.get(row)!, url, asked);
    return succeed(state.requestId, { rows, total: all.length, next });
  },
});
