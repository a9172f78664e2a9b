import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { runNow, SIGNALS_JOB } from "@/workers/mod.ts";
import { backTo } from "./(_components)/outcome.ts";

const fields = z.object({ return_to: z.string().max(2000) });

/** Has the rows looked through again, soon. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { return_to } = await parseForm(req, fields);
    await runNow(state.services.sql, actorOf(state), SIGNALS_JOB);
    state.services.wake();
    return backTo(return_to, { told: "requested" });
  },
});
