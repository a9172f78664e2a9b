import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm, seeOther } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { runNow, setPaused } from "@/workers/mod.ts";

const fields = z.object({
  job: z.string().min(1).max(100),
  action: z.enum(["run", "pause", "resume"]),
});

const done = { run: "requested", pause: "paused", resume: "resumed" };

/** Runs a job now, pauses it, or lets it go on. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { job, action } = await parseForm(req, fields);
    const { sql, wake } = state.services;
    if (action === "run") await runNow(sql, actorOf(state), job);
    else await setPaused(sql, actorOf(state), job, action === "pause");
    wake();
    return seeOther(`/jobs?done=${done[action]}`);
  },
});
