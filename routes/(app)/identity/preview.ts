import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { IDENTITY_JOB, runNow } from "@/workers/mod.ts";
import { backTo } from "./(_components)/outcome.ts";

const fields = z.object({ return_to: z.string().max(2000) });

/** Has the records compared again, soon. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { return_to } = await parseForm(req, fields);
    await runNow(state.services.sql, actorOf(state), IDENTITY_JOB);
    state.services.wake();
    return backTo(return_to, { done: "requested" });
  },
});
