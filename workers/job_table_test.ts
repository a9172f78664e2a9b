import { deepEqual, equal } from "node:assert/strict";
import type { Sql } from "@/lib/platform/mod.ts";
import { makeScope } from "../tests/support/sync_world.ts";
import { testOnStores } from "../tests/support/scratch_stores.ts";
import {
  abandonClaims,
  claimDueJob,
  ensureJobs,
  finishRun,
  forgetJobRuns,
  LEASE_SECONDS,
  makeDue,
  pauseJob,
  renewClaim,
  requestRun,
} from "./job_table.ts";

const schedule = (name: string, cadenceSeconds = 60) => ({
  name,
  cadenceSeconds,
  timeoutSeconds: 30,
});

/** How a scope's job stands; `due` in seconds from now. */
async function jobRow(sql: Sql, accountScopeId: string, name = "one") {
  const [row] = await sql`
    select consecutive_failures as failures, lease_owner as owner, request ->> 'mode' as mode,
      round(extract(epoch from next_run_at - now()))::int as due,
      round(extract(epoch from lease_until - now()))::int as lease
    from jobs where account_scope_id = ${accountScopeId} and name = ${name}`;
  return { ...row! };
}

async function statuses(sql: Sql): Promise<string[]> {
  return (await sql`select status from job_runs order by started_at, id`).map((row) => row.status);
}

const succeeded = { status: "succeeded" as const, error: null };
const failed = { status: "failed" as const, error: { code: "x", message: "y" } };

testOnStores("job table", {
  async "every scope gets every job, due at once; a changed schedule is taken over"(
    { sql, accountScopeId },
  ) {
    const other = await makeScope(sql, "second");
    await ensureJobs(sql, [schedule("one"), schedule("two")]);
    await sql`update jobs set next_run_at = now() + interval '1 hour' where name = 'one'`;
    await ensureJobs(sql, [schedule("one", 300)]);
    const rows = await sql`
      select account_scope_id, name, cadence_seconds from jobs order by name, account_scope_id`;
    equal(rows.length, 4);
    deepEqual(rows.filter((row) => row.name === "one").map((row) => row.cadence_seconds), [
      300,
      300,
    ]);
    deepEqual(new Set(rows.map((row) => row.account_scope_id)), new Set([accountScopeId, other]));
    equal((await jobRow(sql, accountScopeId)).due, 3600);
  },

  async "of many workers one gets a due job"({ sql, accountScopeId }) {
    await ensureJobs(sql, [schedule("one")]);
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, index) => claimDueJob(sql, `worker ${index}`, ["one"])),
    );
    const [claim] = claims.filter((claim) => claim !== null);
    equal(claims.filter((claim) => claim !== null).length, 1);
    deepEqual([claim!.name, claim!.account_scope_id, claim!.request], [
      "one",
      accountScopeId,
      null,
    ]);
    deepEqual(await statuses(sql), ["running"]);
  },

  async "many workers share many due jobs, each run once"({ sql }) {
    const names = Array.from({ length: 10 }, (_, index) => `job ${index}`);
    await ensureJobs(sql, names.map((name) => schedule(name)));
    const claims = await Promise.all(
      names.flatMap((_name, index) => [
        claimDueJob(sql, `a ${index}`, names),
        claimDueJob(sql, `b ${index}`, names),
      ]),
    );
    const claimed = claims.flatMap((claim) => claim === null ? [] : [claim.name]);
    equal(new Set(claimed).size, claimed.length, "a job was claimed twice");
    // a locked row is skipped by a worker that finds no other one: it asks again at its next tick
    for (let claim; (claim = await claimDueJob(sql, "c", names)) !== null;) {
      claimed.push(claim.name);
    }
    deepEqual(claimed.sort(), names);
  },

  async "the one that has been due longest comes first; what is not due or not known does not"(
    { sql },
  ) {
    await ensureJobs(sql, ["early", "late", "later", "unknown"].map((name) => schedule(name)));
    await sql`update jobs set next_run_at = now() - interval '2 hours' where name = 'early'`;
    await sql`update jobs set next_run_at = now() + interval '1 second' where name = 'later'`;
    const next = () => claimDueJob(sql, "w", ["early", "late", "later"]).then((job) => job?.name);
    deepEqual([await next(), await next(), await next()], ["early", "late", undefined]);
  },

  async "a claim is renewed by its owner only, and lapses without"({ sql, accountScopeId }) {
    await ensureJobs(sql, [schedule("one")]);
    const claim = (await claimDueJob(sql, "first", ["one"]))!;
    equal((await jobRow(sql, accountScopeId)).lease, LEASE_SECONDS);
    await sql`update jobs set lease_until = now() + interval '2 seconds'`;
    equal(await renewClaim(sql, claim, "second"), false);
    equal(await renewClaim(sql, claim, "first"), true);
    equal((await jobRow(sql, accountScopeId)).lease, LEASE_SECONDS);
  },

  async "an abandoned job is picked up, and its run closed as abandoned"({ sql }) {
    await ensureJobs(sql, [schedule("one")]);
    const first = (await claimDueJob(sql, "first", ["one"]))!;
    equal(await claimDueJob(sql, "second", ["one"]), null);
    await sql`update jobs set lease_until = now() - interval '1 millisecond'`;
    const second = (await claimDueJob(sql, "second", ["one"]))!;
    deepEqual(await statuses(sql), ["abandoned", "running"]);
    // the first one is alive after all: it may neither go on nor close anything
    equal(await renewClaim(sql, first, "first"), false);
    equal(await finishRun(sql, first, "first", succeeded), false);
    deepEqual(await statuses(sql), ["abandoned", "running"]);
    equal(await finishRun(sql, second, "second", succeeded), true);
    deepEqual(await statuses(sql), ["abandoned", "succeeded"]);
  },

  async "the same worker that lost a claim and has it again keeps the new one"({ sql }) {
    await ensureJobs(sql, [schedule("one")]);
    const first = (await claimDueJob(sql, "w", ["one"]))!;
    await sql`update jobs set lease_until = now() - interval '1 millisecond'`;
    const second = (await claimDueJob(sql, "w", ["one"]))!;
    equal(await renewClaim(sql, first, "w"), false);
    equal(await finishRun(sql, first, "w", succeeded), false);
    equal(await renewClaim(sql, second, "w"), true);
  },

  async "after success the next run is a cadence away"({ sql, accountScopeId }) {
    await ensureJobs(sql, [schedule("one", 900)]);
    const claim = (await claimDueJob(sql, "w", ["one"]))!;
    await finishRun(sql, claim, "w", succeeded);
    deepEqual(await jobRow(sql, accountScopeId), {
      ...{ failures: 0, owner: null, mode: null, due: 900, lease: null },
    });
  },

  async "failures back off by the power of two, at most six hours, until a success"(
    { sql, accountScopeId },
  ) {
    await ensureJobs(sql, [schedule("one", 300)]);
    const waits: number[] = [];
    for (let count = 0; count < 9; count++) {
      await sql`update jobs set next_run_at = now()`;
      const claim = (await claimDueJob(sql, "w", ["one"]))!;
      const status = count % 2 === 0 ? "failed" as const : "timed_out" as const;
      await finishRun(sql, claim, "w", { ...failed, status });
      waits.push((await jobRow(sql, accountScopeId)).due);
    }
    deepEqual(waits, [300, 600, 1200, 2400, 4800, 9600, 19_200, 21_600, 21_600]);
    await sql`update jobs set next_run_at = now()`;
    const claim = (await claimDueJob(sql, "w", ["one"]))!;
    await finishRun(sql, claim, "w", succeeded);
    const { failures, due } = await jobRow(sql, accountScopeId);
    deepEqual([failures, due], [0, 300]);
    const [run] = await sql`select error from job_runs where status = 'failed' limit 1`;
    deepEqual(run!.error, { code: "x", message: "y" });
  },

  async "a run cut off by the end of its process is due at once, with what was asked of it"(
    { sql, accountScopeId },
  ) {
    await ensureJobs(sql, [schedule("one", 900)]);
    await requestRun(sql, accountScopeId, "one", { mode: "full" });
    const claim = (await claimDueJob(sql, "w", ["one"]))!;
    await finishRun(sql, claim, "w", { status: "interrupted", error: null });
    const { due, mode, failures } = await jobRow(sql, accountScopeId);
    deepEqual([due, mode, failures], [0, "full", 0]);
    deepEqual(await statuses(sql), ["stopped"]);
    equal((await claimDueJob(sql, "w", ["one"]))!.request!.mode, "full");
  },

  async "a run that could not begin comes again when it says, and keeps what was asked"(
    { sql, accountScopeId },
  ) {
    await ensureJobs(sql, [schedule("one", 900)]);
    await requestRun(sql, accountScopeId, "one", { mode: "full" });
    const claim = (await claimDueJob(sql, "w", ["one"]))!;
    await finishRun(sql, claim, "w", { status: "stopped", error: null, againInSeconds: 10 });
    const { due, mode } = await jobRow(sql, accountScopeId);
    deepEqual([due, mode], [10, "full"]);
  },

  async "a run that succeeded has done what was asked, also when it says itself when it is next"(
    { sql, accountScopeId },
  ) {
    await ensureJobs(sql, [schedule("one", 900)]);
    await requestRun(sql, accountScopeId, "one", { mode: "full" });
    const claim = (await claimDueJob(sql, "w", ["one"]))!;
    await finishRun(sql, claim, "w", { ...succeeded, againInSeconds: 10 });
    const { due, mode } = await jobRow(sql, accountScopeId);
    deepEqual([due, mode], [10, null]);
  },

  async "what a person asks for runs at once and once"({ sql, accountScopeId }) {
    await ensureJobs(sql, [schedule("one", 900)]);
    await finishRun(sql, (await claimDueJob(sql, "w", ["one"]))!, "w", succeeded);
    equal(await requestRun(sql, accountScopeId, "two", null), false);
    equal(await requestRun(sql, accountScopeId, "one", { mode: "full" }), true);
    const claim = (await claimDueJob(sql, "w", ["one"]))!;
    equal(claim.request!.mode, "full");
    await finishRun(sql, claim, "w", succeeded);
    const { due, mode } = await jobRow(sql, accountScopeId);
    deepEqual([due, mode], [900, null]);
  },

  async "a request made while the job runs is not lost with that run's end"(
    { sql, accountScopeId },
  ) {
    await ensureJobs(sql, [schedule("one", 900)]);
    await requestRun(sql, accountScopeId, "one", { mode: "incremental" });
    const claim = (await claimDueJob(sql, "w", ["one"]))!;
    await requestRun(sql, accountScopeId, "one", { mode: "full" });
    await finishRun(sql, claim, "w", failed);
    const { due, mode } = await jobRow(sql, accountScopeId);
    deepEqual([due, mode], [0, "full"]);
  },

  async "a paused job waits, unless a person asks for one run, and stays paused"(
    { sql, accountScopeId },
  ) {
    await ensureJobs(sql, [schedule("one")]);
    equal(await pauseJob(sql, accountScopeId, "one", true), true);
    equal(await claimDueJob(sql, "w", ["one"]), null);
    await requestRun(sql, accountScopeId, "one", null);
    const claim = (await claimDueJob(sql, "w", ["one"]))!;
    await finishRun(sql, claim, "w", succeeded);
    await sql`update jobs set next_run_at = now()`;
    equal(await claimDueJob(sql, "w", ["one"]), null);
    await pauseJob(sql, accountScopeId, "one", false);
    equal((await claimDueJob(sql, "w", ["one"]))?.name, "one");
    equal(await pauseJob(sql, crypto.randomUUID(), "one", true), false);
  },

  async "the next of a cascade become due in their scope only, never later than planned"(
    { sql, accountScopeId },
  ) {
    const other = await makeScope(sql, "second");
    await ensureJobs(sql, [schedule("one"), schedule("two")]);
    await sql`update jobs set next_run_at = now() + interval '1 hour'`;
    await sql`update jobs set next_run_at = now() - interval '1 hour' where name = 'two'`;
    await makeDue(sql, accountScopeId, ["one", "two"]);
    equal((await jobRow(sql, accountScopeId, "one")).due, 0);
    equal((await jobRow(sql, accountScopeId, "two")).due, -3600);
    equal((await jobRow(sql, other, "one")).due, 3600);
  },

  async "one that may wait is due in some seconds, counted from the first that asked"(
    { sql, accountScopeId },
  ) {
    await ensureJobs(sql, [schedule("one")]);
    await sql`update jobs set next_run_at = now() + interval '1 hour'`;
    await makeDue(sql, accountScopeId, ["one"], 60);
    equal((await jobRow(sql, accountScopeId, "one")).due, 60);
    await sql`update jobs set next_run_at = next_run_at - interval '20 seconds'`;
    await makeDue(sql, accountScopeId, ["one"], 60);
    equal((await jobRow(sql, accountScopeId, "one")).due, 40);
  },

  async "the one process of an embedded store frees the claims it left behind"({ sql }) {
    await ensureJobs(sql, [schedule("one")]);
    await claimDueJob(sql, "a process that was killed", ["one"]);
    await abandonClaims(sql);
    equal((await claimDueJob(sql, "w", ["one"]))?.name, "one");
    deepEqual(await statuses(sql), ["abandoned", "running"]);
  },

  async "runs of long ago are forgotten, each job's newest and the running ones are not"(
    { sql, accountScopeId },
  ) {
    const other = await makeScope(sql, "second");
    await ensureJobs(sql, [schedule("one"), schedule("two")]);
    const now = new Date("2026-11-25T12:00:00Z");
    const ran = (scope: string, name: string, days: number, status = "succeeded") =>
      sql`
        insert into job_runs (job_id, owner, status, started_at)
        select id, 'a', ${status}, ${new Date(now.getTime() - days * 86_400_000)}
        from jobs where account_scope_id = ${scope} and name = ${name}`;
    for (const days of [1, 59, 61, 300]) await ran(accountScopeId, "one", days);
    await ran(accountScopeId, "one", 200, "running");
    for (const days of [100, 90]) await ran(accountScopeId, "two", days);
    for (const days of [100, 90]) await ran(other, "one", days);
    equal(await forgetJobRuns(sql, accountScopeId, now, 60), 3);
    const left = await sql<{ name: string; days: number }[]>`
      select j.name, round(extract(epoch from ${now}::timestamptz - r.started_at) / 86400)::int as days
      from job_runs r join jobs j on j.id = r.job_id where j.account_scope_id = ${accountScopeId}
      order by j.name, days`;
    deepEqual(left.map(({ name, days }) => [name, days]), [
      ["one", 1],
      ["one", 59],
      ["one", 200],
      ["two", 90],
    ]);
    equal((await sql`select from job_runs`).length, 6, "another scope's runs");
  },
});
