import { define } from "@/define.ts";
import { succeed } from "@/lib/api/mod.ts";
import { searchScopeOf } from "../(_contract)/evidence_scope.ts";

/** What the index holds, and what is still to come. */
export const handler = define.handlers({
  async GET({ state }) {
    const status = await state.services.evidence.status(searchScopeOf(state));
    return succeed(state.requestId, { status });
  },
});
