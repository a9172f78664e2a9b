import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { type ApiError, createLogger, migrate } from "@/lib/platform/mod.ts";
import { scratchDatabase } from "../tests/support/scratch_database.ts";
import { postgresUrl } from "../tests/support/services.ts";
import { makeScope } from "../tests/support/sync_world.ts";
import { claimDueJob, ensureJobs, finishRun } from "./job_table.ts";
import { jobHistory, listJobs, runNow, setPaused } from "./job_list.ts";

Deno.test({
  name: "jobs are listed with their runs, run on request and paused",
  ignore: postgresUrl === null,
}, async (test) => {
  const { sql, drop } = await scratchDatabase("jobs");
  try {
    await migrate(sql, "migrations", createLogger({ level: "silent" }));
    const scopeId = await makeScope(sql);
    const other = await makeScope(sql, "other");
    const schedule = { cadenceSeconds: 900, timeoutSeconds: 60 };
    await ensureJobs(sql, [{ name: "b", ...schedule }, { name: "a", ...schedule }]);
    const actor = { accountScopeId: scopeId, actor: "owner", requestId: "r1" };
    const notFound = (error: ApiError) => error.status === 404;

    await test.step("a job that never ran waits, with no last run", async () => {
      const [job, ...others] = await listJobs(sql, scopeId);
      deepEqual([job!.name, job!.state, job!.last_run, job!.median_seconds, others.length], [
        "a",
        "waiting",
        null,
        null,
        1,
      ]);
      deepEqual(await jobHistory(sql, scopeId, "a", { limit: 10, offset: 0 }), {
        runs: [],
        total: 0,
      });
    });

    await test.step("a running one says so; its end says how it went and when it is next", async () => {
      await sql`update jobs set next_run_at = now() + interval '1 hour' where name = 'b'`;
      await sql`delete from jobs where account_scope_id = ${other} and name = 'a'`;
      const claimed = (await claimDueJob(sql, "w1", ["a"]))!;
      const [running] = await listJobs(sql, scopeId);
      deepEqual([running!.state, running!.last_run!.status], ["running", "running"]);
      await sql`update job_runs set started_at = now() - interval '90 seconds'`;
      await finishRun(sql, claimed, "w1", {
        status: "failed",
        error: { code: "x", message: "It broke" },
      });
      const [job] = await listJobs(sql, scopeId);
      deepEqual([job!.state, job!.consecutive_failures, job!.last_run!.error], ["waiting", 1, {
        code: "x",
        message: "It broke",
      }]);
      ok(Math.abs(job!.last_run!.seconds - 90) < 5);
      ok(job!.next_run_at.getTime() > Date.now());
      ok(job!.last_run!.started_at instanceof Date);
      equal(job!.median_seconds, null);
    });

    await test.step("the usual duration is the median of what succeeded", async () => {
      for (const seconds of [10, 20, 60]) {
        await sql`
          insert into job_runs (job_id, owner, status, started_at, finished_at)
          select id, 'w', 'succeeded', now() - make_interval(secs => ${seconds}), now()
          from jobs where account_scope_id = ${scopeId} and name = 'a'`;
      }
      equal((await listJobs(sql, scopeId))[0]!.median_seconds, 20);
      const page = await jobHistory(sql, scopeId, "a", { limit: 2, offset: 0 });
      deepEqual([page.total, page.runs.map((run) => Math.round(run.seconds))], [4, [10, 20]]);
      const rest = await jobHistory(sql, scopeId, "a", { limit: 2, offset: 2 });
      deepEqual(rest.runs.map((run) => run.status), ["succeeded", "failed"]);
      const after = page.runs.at(-1)!.id;
      // a run that comes meanwhile shifts places, and hides none behind a run
      await sql`
        insert into job_runs (job_id, owner, status, finished_at)
        select id, 'w', 'stopped', now() from jobs where account_scope_id = ${scopeId} and name = 'a'`;
      const behind = await jobHistory(sql, scopeId, "a", { limit: 2, after });
      deepEqual([behind.total, behind.runs], [5, rest.runs]);
      const none = await jobHistory(sql, scopeId, "a", { limit: 2, after: crypto.randomUUID() });
      deepEqual(none.runs, []);
    });

    await test.step("paused it stays away until it is resumed, or asked for", async () => {
      await setPaused(sql, actor, "a", true);
      await sql`update jobs set next_run_at = now() where account_scope_id = ${scopeId} and name = 'a'`;
      equal((await listJobs(sql, scopeId))[0]!.state, "paused");
      equal(await claimDueJob(sql, "w1", ["a"]), null);
      await runNow(sql, actor, "a");
      const claimed = (await claimDueJob(sql, "w1", ["a"]))!;
      await finishRun(sql, claimed, "w1", { status: "succeeded", error: null });
      equal((await listJobs(sql, scopeId))[0]!.state, "paused");
      await setPaused(sql, actor, "a", false);
      equal((await listJobs(sql, scopeId))[0]!.state, "waiting");
    });

    await test.step("other scopes' jobs are none, and every change is in the audit trail", async () => {
      const foreign = { ...actor, accountScopeId: other };
      await rejects(runNow(sql, foreign, "a"), notFound);
      await rejects(setPaused(sql, foreign, "a", true), notFound);
      await rejects(jobHistory(sql, other, "a", { limit: 1, offset: 0 }), notFound);
      const audit = await sql<{ action: string }[]>`select action from audit_events order by at`;
      deepEqual(audit.map(({ action }) => action), ["job.paused", "job.requested", "job.resumed"]);
    });
  } finally {
    await drop();
  }
});
