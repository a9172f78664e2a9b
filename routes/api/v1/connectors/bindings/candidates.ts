import { define } from "@/define.ts";
import { succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";

/** Inboxes, labels and companies a project can be bound to, with their conversations counted. */
export const handler = define.handlers({
  async GET({ state }) {
    const candidates = await state.services.connectors.bindings.candidates(
      actorOf(state).accountScopeId,
    );
    return succeed(state.requestId, { candidates });
  },
});
