import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { DIGEST_KINDS } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import { DIGEST_JOBS, runNow } from "@/workers/mod.ts";
import { backTo } from "../(_components)/decided/outcome.ts";

const fields = z.object({ kind: z.enum(DIGEST_KINDS), return_to: z.string().max(2000) });

/** Has the digests of the last whole day or week written, soon. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { kind, return_to } = await parseForm(req, fields);
    await runNow(state.services.sql, actorOf(state), DIGEST_JOBS[kind]);
    state.services.wake();
    return backTo(return_to, { told: "requested" });
  },
});
