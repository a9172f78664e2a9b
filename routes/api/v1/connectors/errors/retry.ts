import { define } from "@/define.ts";
import { parseNoBody, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";

/** Lets everything that waits be tried with the next sync; dead letters are left alone. */
export const handler = define.handlers({
  async POST({ state, req }) {
    await parseNoBody(req);
    const retried = await state.services.connectors.errors.retryAll(actorOf(state));
    return succeed(state.requestId, { retried });
  },
});
