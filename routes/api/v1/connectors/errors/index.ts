import { z } from "zod";
import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";

const query = z.object({
  status: z.enum(["waiting", "dead_letter", "resolved", "dismissed"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.uuid().optional(),
});

/** Records that could not be read, newest failure first; `next` is the cursor of the older ones. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const asked = parseQuery(url, query);
    const errors = await state.services.connectors.errors.list(
      actorOf(state).accountScopeId,
      asked,
    );
    const next = errors.length === asked.limit ? errors.at(-1)?.id ?? null : null;
    return succeed(state.requestId, { errors, next });
  },
});
