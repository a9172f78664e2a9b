import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { jobHistory } from "@/workers/mod.ts";
import { withQuery } from "../../../../(app)/(_components)/query.ts";
import * as contract from "../../(_contract)/jobs.ts";

/** Runs of a job, newest first. */
export const handler = define.handlers({
  async GET({ state, url, params }) {
    const { limit, cursor } = parseQuery(url, contract.listRuns.query);
    const { accountScopeId } = actorOf(state);
    const history = await jobHistory(state.services.sql, accountScopeId, params.name!, {
      limit: limit + 1,
      after: cursor,
    });
    const runs = history.runs.slice(0, limit);
    const more = history.runs.length > limit;
    const next = more ? withQuery(url, { cursor: runs.at(-1)!.id }) : null;
    return succeed(state.requestId, { ...history, runs, next });
  },
});
