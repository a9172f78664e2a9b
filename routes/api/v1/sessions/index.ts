import { define } from "@/define.ts";
import { succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";

/** Sessions that are signed in. */
export const handler = define.handlers({
  async GET({ state }) {
    const sessions = await state.services.auth.sessions.list(actorOf(state).accountScopeId);
    return succeed(state.requestId, { sessions });
  },
});
