import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";
import { jobHistory } from "@/workers/mod.ts";
import { withQuery } from "../../../../(app)/(_components)/query.ts";
import * as contract from "../../(_contract)/jobs.ts";

/** Runs of a job, newest first. */
export const handler = define.handlers({
  async GET({ state, url, params }) {
    const range = parseQuery(url, contract.listRuns.query);
    const { accountScopeId } = actorOf(state);
    const history = await jobHistory(state.services.sql, accountScopeId, params.name!, range);
    const last = range.offset + history.runs.length;
    const next = last < history.total ? withQuery(url, { offset: String(last) }) : null;
    return succeed(state.requestId, { ...history, next });
  },
});
