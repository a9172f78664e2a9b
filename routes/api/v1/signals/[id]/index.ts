import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { signalOf, signalReplies } from "../../(_contract)/signal_replies.ts";

/** A signal with what to do about it. */
export const handler = define.handlers({
  async GET({ state, params }) {
    const found = await signalOf(state, parseUuid("id", params.id));
    const [signal] = await signalReplies(state, [found]);
    return succeed(state.requestId, { signal });
  },
});
