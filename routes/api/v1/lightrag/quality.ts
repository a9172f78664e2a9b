import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { readQuality } from "@/lib/evidence/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../(_contract)/evidence.ts";

const DAY_MS = 86_400_000;

/** How good answers have been, and how right the figures that say so. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { days } = parseQuery(url, contract.readQuality.query);
    const { sql, clock } = state.services;
    const since = new Date(clock.now() - days * DAY_MS);
    const quality = await readQuality(sql, actorOf(state).accountScopeId, since);
    return succeed(state.requestId, { quality });
  },
});
