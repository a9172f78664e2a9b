import { z } from "zod";
import { define } from "@/define.ts";
import { parseBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";

const input = z.strictObject({ reason: z.string().trim().min(1).max(500) });

/** Sets a failed record aside for good. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const { reason } = await parseBody(req, input);
    await state.services.connectors.errors.dismiss(
      actorOf(state),
      parseUuid("id", params.id),
      reason,
    );
    return succeed(state.requestId, {});
  },
});
