import { define } from "@/define.ts";
import { succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { listJobs } from "@/workers/mod.ts";

/** Background jobs with their state, last and next run. */
export const handler = define.handlers({
  async GET({ state }) {
    const jobs = await listJobs(state.services.sql, actorOf(state).accountScopeId);
    return succeed(state.requestId, { jobs });
  },
});
