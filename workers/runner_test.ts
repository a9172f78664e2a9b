import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { LiveEvent } from "@/lib/platform/mod.ts";
import { waitUntil } from "../ops/services/process.ts";
import { type SteppedClock, steppedClock } from "../tests/support/stepped_clock.ts";
import { makeScope } from "../tests/support/sync_world.ts";
import { type Stores, testOnStores } from "../tests/support/scratch_stores.ts";
import type { Job, JobEffect } from "./job.ts";
import { type ClaimedJob, ensureJobs, LEASE_SECONDS, requestRun } from "./job_table.ts";
import { createRunner } from "./runner.ts";

const done: JobEffect = { outcome: "succeeded", changed: ["things"] };

/** A job that does what it is told. */
function job(name: string, run: Job["run"] = () => Promise.resolve(done)): Job {
  return { name, cadenceSeconds: 60, timeoutSeconds: 100, run };
}

/** A job that goes on until it is let go or told to end. */
function heldJob(name: string) {
  const begun = Promise.withResolvers<AbortSignal>();
  const go = Promise.withResolvers<JobEffect>();
  const run = (_claimed: ClaimedJob, signal: AbortSignal) => {
    begun.resolve(signal);
    signal.addEventListener("abort", () => go.reject(signal.reason));
    return go.promise;
  };
  return { job: job(name, run), begun: begun.promise, go: () => go.resolve(done) };
}

async function runnerOf(
  stores: Stores,
  jobs: Job[],
  options: { clock?: SteppedClock; concurrency?: number; owner?: string } = {},
) {
  const { clock = steppedClock(), concurrency = 2, owner = crypto.randomUUID() } = options;
  await ensureJobs(stores.sql, jobs);
  const { sql, events, log } = stores;
  return createRunner({ sql, events, log, clock, jobs, concurrency, owner });
}

async function runs({ sql }: Stores) {
  const rows = await sql`
    select j.name, r.status, r.owner, r.error ->> 'code' as code from job_runs r join jobs j on j.id = r.job_id
    order by r.started_at, r.id`;
  return rows.map((row) => [row.name, row.status, row.code]);
}

const completed = (heard: LiveEvent[]) =>
  heard.filter((event) => event.type === "job_completed").map((event) => [
    ...[event.job, event.outcome, event.changed.join(" ")],
  ]);

/** A stepped clock moves on its own only when told to; statements need time that it has not. */
async function advanceUntil(clock: SteppedClock, ms: number, reached: () => Promise<boolean>) {
  await clock.advance(ms);
  ok(await waitUntil(reached, 5000));
}

testOnStores("runner", {
  async "a tick runs everything that is due, tells of it, and comes to rest"(stores) {
    const ran: string[] = [];
    const note = (name: string) => job(name, () => (ran.push(name), Promise.resolve(done)));
    const runner = await runnerOf(stores, [note("one"), note("two"), note("three")]);
    await runner.tick();
    deepEqual(ran.sort(), ["one", "three", "two"]);
    await runner.tick();
    equal(ran.length, 3);
    deepEqual(completed(stores.heard).sort(), [
      ["one", "succeeded", "things"],
      ["three", "succeeded", "things"],
      ["two", "succeeded", "things"],
    ]);
    const [event] = stores.heard;
    equal(event?.accountScopeId, stores.accountScopeId);
    await runner.stop();
  },

  async "two workers on one database run each due job of each scope once"(stores) {
    const scopes = [stores.accountScopeId];
    for (let count = 0; count < 7; count++) {
      scopes.push(await makeScope(stores.sql, `scope-${count}`));
    }
    const ran: string[] = [];
    const note = job("one", async ({ account_scope_id }) => {
      ran.push(account_scope_id);
      await new Promise((resolve) => setTimeout(resolve, 0));
      return done;
    });
    const workers = [
      await runnerOf(stores, [note], { owner: "a" }),
      await runnerOf(stores, [note], { owner: "b" }),
    ];
    await Promise.all([...workers, ...workers].map((worker) => worker.tick()));
    deepEqual([...ran].sort(), [...scopes].sort());
    const owners = await stores.sql`select distinct owner from job_runs order by owner`;
    deepEqual(owners.map((row) => row.owner), ["a", "b"], "one worker did everything");
    for (const worker of workers) await worker.stop();
  },

  async "a long job keeps no other one waiting, and no more run than allowed"(stores) {
    const long = heldJob("long");
    const ran: string[] = [];
    const short = (name: string) => job(name, () => (ran.push(name), Promise.resolve(done)));
    const runner = await runnerOf(stores, [long.job, short("a"), short("b")]);
    await stores.sql`update jobs set next_run_at = now() - interval '1 hour' where name = 'long'`;
    const resting = runner.tick();
    await long.begun;
    ok(await waitUntil(() => Promise.resolve(ran.length === 2), 5000));
    // due while the long one runs: the next tick finds it
    await requestRun(stores.sql, stores.accountScopeId, "a", null);
    void runner.tick();
    ok(await waitUntil(() => Promise.resolve(ran.length === 3), 5000));
    long.go();
    await resting;
    await runner.stop();
  },

  async "with one place, jobs run one after the other"(stores) {
    let running = 0;
    let most = 0;
    const count = (name: string) =>
      job(name, async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 0));
        running--;
        return done;
      });
    const runner = await runnerOf(stores, ["a", "b", "c"].map(count), { concurrency: 1 });
    await runner.tick();
    equal(most, 1);
    equal((await runs(stores)).length, 3);
    await runner.stop();
  },

  async "a job's heartbeat keeps its claim"(stores) {
    const clock = steppedClock();
    const held = heldJob("one");
    const runner = await runnerOf(stores, [held.job], { clock });
    const resting = runner.tick();
    await held.begun;
    await stores.sql`update jobs set lease_until = now() + interval '1 second'`;
    await advanceUntil(clock, LEASE_SECONDS * 1000 / 3, async () => {
      const [row] = await stores.sql`
        select extract(epoch from lease_until - now()) > ${LEASE_SECONDS - 5} as renewed from jobs`;
      return row!.renewed;
    });
    held.go();
    await resting;
    equal(clock.sleeping(), 0, "something still waits after the job's end");
    await runner.stop();
  },

  async "a job whose claim has passed on is told to end, and writes nothing"(stores) {
    const clock = steppedClock();
    const held = heldJob("one");
    // with one place only, it is not still looking for more work when its claim lapses
    const runner = await runnerOf(stores, [held.job], { clock, owner: "first", concurrency: 1 });
    const resting = runner.tick();
    const signal = await held.begun;
    await stores.sql`update jobs set lease_until = now() - interval '1 second'`;
    const other = heldJob("one");
    const second = await runnerOf(stores, [other.job], { owner: "second" });
    const secondResting = second.tick();
    await other.begun;
    await advanceUntil(clock, LEASE_SECONDS * 1000 / 3, () => Promise.resolve(signal.aborted));
    await resting;
    deepEqual(await runs(stores), [["one", "abandoned", null], ["one", "running", null]]);
    deepEqual(completed(stores.heard), []);
    other.go();
    await secondResting;
    deepEqual((await runs(stores)).at(-1), ["one", "succeeded", null]);
    await runner.stop();
    await second.stop();
  },

  async "a job that takes too long is told to end, and counts as timed out"(stores) {
    const clock = steppedClock();
    const held = heldJob("one");
    const runner = await runnerOf(stores, [held.job], { clock });
    const resting = runner.tick();
    const signal = await held.begun;
    await clock.advance(99_000);
    equal(signal.aborted, false);
    await clock.advance(1000);
    equal(signal.aborted, true);
    await resting;
    deepEqual(await runs(stores), [["one", "timed_out", "timed_out"]]);
    deepEqual(completed(stores.heard), [["one", "failed", ""]]);
    const [row] = await stores.sql`select consecutive_failures from jobs`;
    equal(row!.consecutive_failures, 1);
    await runner.stop();
  },

  async "one that ends by itself when told, as stopped, counts as timed out too"(stores) {
    const clock = steppedClock();
    const begun = Promise.withResolvers<void>();
    const obeying = job("one", (_claimed, signal) => {
      begun.resolve();
      return new Promise((resolve) =>
        signal.addEventListener("abort", () => resolve({ outcome: "stopped", changed: ["things"] }))
      );
    });
    const runner = await runnerOf(stores, [obeying], { clock });
    const resting = runner.tick();
    await begun.promise;
    await clock.advance(100_000);
    await resting;
    deepEqual(await runs(stores), [["one", "timed_out", "timed_out"]]);
    deepEqual(completed(stores.heard), [["one", "failed", "things"]]);
    await runner.stop();
  },

  async "a job that does not listen is left alone after a while, and its place is free"(stores) {
    const clock = steppedClock();
    const begun = Promise.withResolvers<void>();
    const deaf = job("one", () => {
      begun.resolve();
      return new Promise<JobEffect>(() => {});
    });
    const runner = await runnerOf(stores, [deaf], { clock, concurrency: 1 });
    const resting = runner.tick();
    await begun.promise;
    await clock.advance(100_000);
    deepEqual(await runs(stores), [["one", "running", null]]);
    await clock.advance(30_000);
    await resting;
    deepEqual(await runs(stores), [["one", "timed_out", "timed_out"]]);
    await runner.stop();
  },

  async "an error is a failed run that is logged; the next is later and later"(stores) {
    const runner = await runnerOf(stores, [
      job("one", () => Promise.reject(new Error("no such table"))),
    ]);
    await runner.tick();
    deepEqual(await runs(stores), [["one", "failed", "failed"]]);
    deepEqual(completed(stores.heard), [["one", "failed", ""]]);
    match(stores.lines.join("\n"), /no such table/);
    const [row] = await stores.sql`
      select consecutive_failures, error ->> 'message' as message from jobs j join job_runs r on r.job_id = j.id`;
    deepEqual({ ...row }, { consecutive_failures: 1, message: "The job failed; see the log." });
    await runner.stop();
  },

  async "a job may say itself that it failed, and why"(stores) {
    const error = { code: "sync_failed", message: "A connection could not be synced." };
    const runner = await runnerOf(stores, [
      job("one", () => Promise.resolve({ outcome: "failed", changed: ["connections"], error })),
    ]);
    await runner.tick();
    deepEqual(await runs(stores), [["one", "failed", "sync_failed"]]);
    deepEqual(completed(stores.heard), [["one", "failed", "connections"]]);
    await runner.stop();
  },

  async "what follows a job runs right after it, however it ended, when it says so"(stores) {
    const ran: string[] = [];
    let effect: JobEffect = { outcome: "failed", changed: [] };
    const first = job("first", () => (ran.push("first"), Promise.resolve(effect)));
    const second = job("second", () => (ran.push("second"), Promise.resolve(done)));
    const runner = await runnerOf(stores, [first, second]);
    const runFirst = async () => {
      ran.length = 0;
      await stores
        .sql`update jobs set next_run_at = now() + interval '1 hour' where name = 'second'`;
      await requestRun(stores.sql, stores.accountScopeId, "first", null);
      await runner.tick();
      return ran.join(" ");
    };
    equal(await runFirst(), "first");
    effect = { outcome: "failed", changed: [], followedBy: ["second"] };
    equal(await runFirst(), "first second");
    effect = { outcome: "succeeded", changed: [], followedBy: ["second"] };
    equal(await runFirst(), "first second");
    await runner.stop();
  },

  async "what may wait is due some seconds after it, and no later than it was"(stores) {
    const followedBy = [{ job: "second", inSeconds: 60 }, { job: "third", inSeconds: 60 }];
    const runner = await runnerOf(stores, [
      job("first", () => Promise.resolve({ ...done, followedBy })),
      job("second", () => Promise.resolve(done)),
      job("third", () => Promise.resolve(done)),
    ]);
    await stores.sql`
      update jobs set next_run_at = now() + case name when 'second' then interval '1 hour' else interval '30 seconds' end
      where name <> 'first'`;
    await runner.tick();
    deepEqual((await runs(stores)).map(([name]) => name), ["first"]);
    const rows = await stores.sql<{ seconds: number }[]>`
      select round(extract(epoch from next_run_at - now()))::int as seconds from jobs
      where name <> 'first' order by name`;
    ok(Math.abs(rows[0]!.seconds - 60) <= 2 && Math.abs(rows[1]!.seconds - 30) <= 2);
    await runner.stop();
  },

  async "the end of the process ends its jobs; they are due at once for the next"(stores) {
    const held = heldJob("one");
    const runner = await runnerOf(stores, [held.job]);
    const resting = runner.tick();
    const signal = await held.begun;
    await runner.stop();
    await resting;
    equal(signal.aborted, true);
    deepEqual(await runs(stores), [["one", "stopped", null]]);
    deepEqual(completed(stores.heard), [["one", "stopped", ""]]);
    const [row] = await stores.sql`
      select next_run_at <= now() as due, lease_owner, consecutive_failures from jobs`;
    deepEqual({ ...row }, { due: true, lease_owner: null, consecutive_failures: 0 });
    await runner.tick();
    equal((await runs(stores)).length, 1, "a runner that has ended runs nothing");
  },

  async "a database that fails now and then ends no runner"(stores) {
    const ran: string[] = [];
    const note = job("one", () => (ran.push("one"), Promise.resolve(done)));
    await ensureJobs(stores.sql, [note]);
    let broken = true;
    const sql = new Proxy(stores.sql, {
      get(target, name) {
        if (name === "begin" && broken) return () => Promise.reject(new Error("connection lost"));
        return Reflect.get(target, name);
      },
    });
    const { events, log } = stores;
    const tools = { events, log, clock: steppedClock(), concurrency: 1, owner: "w" };
    const runner = createRunner({ ...tools, sql, jobs: [note] });
    await runner.tick();
    match(stores.lines.join("\n"), /connection lost/);
    broken = false;
    await runner.tick();
    deepEqual(ran, ["one"]);
    await runner.stop();
  },
});
