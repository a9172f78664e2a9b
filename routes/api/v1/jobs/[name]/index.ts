import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { setPaused } from "@/workers/mod.ts";
import * as contract from "../../(_contract)/jobs.ts";

/** Pauses a job, or lets it run by its schedule again. */
export const handler = define.handlers({
  async PATCH({ state, req, params }) {
    const { paused } = await parseBody(req, contract.changeJob.body);
    await setPaused(state.services.sql, actorOf(state), params.name!, paused);
    state.services.wake();
    return succeed(state.requestId, {});
  },
});
