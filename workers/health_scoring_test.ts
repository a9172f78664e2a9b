/** Health and risks follow signals, the view follows them, and nothing is told when nothing changed. */
import { deepEqual, equal } from "node:assert/strict";
import { writeSignal } from "../tests/support/insight_rows.ts";
import { type Stores, testOnStores } from "../tests/support/scratch_stores.ts";
import { makeProject } from "../tests/support/sync_world.ts";
import { ANALYTICS_JOB } from "./analytics_aggregates.ts";
import { healthScoring } from "./health_scoring.ts";
import type { Job } from "./job.ts";
import { VIEW_JOB, viewRefresh } from "./view_refresh.ts";

const { signal } = new AbortController();

/** Runs a job as the runner would. */
function run({ accountScopeId }: Stores, job: Job) {
  return job.run({
    ...{ id: "1", run_id: "1", account_scope_id: accountScopeId, name: job.name },
    ...{ timeout_seconds: 1, request: null },
  }, signal);
}

testOnStores("jobs of health", {
  async "what changed is told, and what is counted of it is due"(stores) {
    const { sql, accountScopeId } = stores;
    const job = healthScoring(stores);
    deepEqual(await run(stores, job), { outcome: "succeeded", changed: [], followedBy: [] });
    const project = await makeProject(sql, accountScopeId, "acme");
    const follow = { outcome: "succeeded", followedBy: [ANALYTICS_JOB, VIEW_JOB] };
    deepEqual(await run(stores, job), { ...follow, changed: ["health"] });
    deepEqual(await run(stores, job), { outcome: "succeeded", changed: [], followedBy: [] });
    const id = await writeSignal(stores, project, { severity: 4 });
    deepEqual(await run(stores, job), { ...follow, changed: ["health", "risks"] });
    deepEqual(await run(stores, job), { outcome: "succeeded", changed: [], followedBy: [] });
    await sql`update signals set resolved_at = now() where id = ${id}`;
    deepEqual(await run(stores, job), { ...follow, changed: ["health", "risks"] });
    equal((await sql`select from risks where status <> 'closed'`).count, 0);
  },

  async "after both the view has what is scored"(stores) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    await writeSignal(stores, project, { severity: 5, confidence: 1 });
    await run(stores, healthScoring(stores));
    const effect = await run(stores, viewRefresh(stores));
    deepEqual(effect, { outcome: "succeeded", changed: ["portfolio"] });
    const [row] = await sql`
      select health::float8 as health, open_risks, open_signals, client_value
      from mv_portfolio_dashboard where project_id = ${project}`;
    // 22 + .42·96 − 5.5
    deepEqual({ ...row }, { health: 96, open_risks: 1, open_signals: 1, client_value: 57 });
  },
});
