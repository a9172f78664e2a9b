/** The sync as background work: by schedule, at once when a person asks, and again after failures. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { createLogger, systemClock } from "@/lib/platform/mod.ts";
import { connectorsErrorsRetry } from "../../workers/connectors_errors_retry.ts";
import { connectorsSyncCycle, SYNC_JOB } from "../../workers/connectors_sync_cycle.ts";
import { registerTicks } from "../../workers/cron.ts";
import { requestRun } from "../../workers/job_table.ts";
import { ensureJobs } from "../../workers/job_table.ts";
import { createRunner } from "../../workers/runner.ts";
import { servedStore } from "../support/both_stores.ts";
import { type SyncWorld, syncWorld } from "../support/sync_world.ts";
import { addConversations } from "./account.ts";
import { errorsOf, lastRun, stateOf, tellingFetch } from "./looks.ts";
import { equalMirrors } from "./mirror.ts";

const log = createLogger({ level: "silent" });

/** A worker of this world's scope, by the real clock. */
async function workerOf(world: SyncWorld, connectors = world.connectors) {
  const jobs = [connectorsSyncCycle(connectors, 900), connectorsErrorsRetry(connectors)];
  await ensureJobs(world.sql, jobs);
  const { sql, events } = world;
  return createRunner({
    ...{ sql, events, log, clock: systemClock, jobs, concurrency: 2 },
    owner: crypto.randomUUID(),
  });
}

async function syncJob({ sql, scopeId }: SyncWorld) {
  const [row] = await sql`
    select round(extract(epoch from next_run_at - now()))::int as due, consecutive_failures as failures,
      request ->> 'mode' as mode, (select string_agg(r.status, ' ' order by r.started_at) from job_runs r
        where r.job_id = j.id) as runs
    from jobs j where account_scope_id = ${scopeId} and name = ${SYNC_JOB}`;
  return { ...row! };
}

const cases: Record<string, (world: SyncWorld) => Promise<void>> = {
  async "the schedule syncs, and again a cadence later"(world) {
    addConversations(world.fake.state, 30);
    const worker = await workerOf(world);
    await worker.tick();
    await equalMirrors(world);
    const { trigger, mode } = await lastRun(world);
    deepEqual([trigger, mode], ["schedule", "full"]);
    deepEqual(await syncJob(world), { due: 900, failures: 0, mode: null, runs: "succeeded" });
    await worker.stop();
  },

  async "Sync now runs at once, with live progress, and says when it is done"(world) {
    const worker = await workerOf(world);
    await worker.tick();
    addConversations(world.fake.state, 60, { messages: 2 });
    world.heard.length = 0;
    equal(await requestRun(world.sql, world.scopeId, SYNC_JOB, { mode: "full" }), true);
    await worker.tick();
    await equalMirrors(world);
    const { trigger, mode, id } = await lastRun(world);
    deepEqual([trigger, mode], ["manual", "full"]);
    const progress = world.heard.filter((event) => event.type === "job_progress");
    ok(progress.length > 0, "no progress was told");
    for (const event of progress) {
      deepEqual([event.job, event.runId, event.projectId], [SYNC_JOB, id, null]);
      equal(event.progress.connector, "chatwoot");
    }
    const completed = world.heard.findIndex((event) =>
      event.type === "job_completed" && event.job === SYNC_JOB
    );
    ok(completed > world.heard.lastIndexOf(progress.at(-1)!), "done before the last progress");
    const done = world.heard[completed]!;
    deepEqual(done.type === "job_completed" && [done.outcome, done.changed.includes("messages")], [
      ...["succeeded", true],
    ]);
    equal((await syncJob(world)).due, 900);
    await worker.stop();
  },

  async "a refused sync is a failed run, and the next one waits longer"(world) {
    const worker = await workerOf(world, world.connect({ token: "wrong" }));
    for (const wait of [900, 1800]) {
      await world
        .sql`update jobs set next_run_at = now() where account_scope_id = ${world.scopeId}`;
      await worker.tick();
      equal((await syncJob(world)).due, wait);
    }
    deepEqual((await syncJob(world)).runs, "failed failed");
    equal((await stateOf(world)).status, "needs_attention");
    const [run] = await world.sql`
      select error from job_runs r join jobs j on j.id = r.job_id
      where j.account_scope_id = ${world.scopeId} and j.name = ${SYNC_JOB} limit 1`;
    equal(run!.error.code, "sync_failed");
    await worker.stop();
  },

  async "while another process syncs, what a person asked for waits ten seconds"(world) {
    addConversations(world.fake.state, 60);
    const reached = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const held = world.sync(
      "full",
      world.connect({
        fetch: tellingFetch(async (url) => {
          if (url.searchParams.get("page") !== "2") return;
          reached.resolve();
          await go.promise;
        }),
      }),
    );
    await reached.promise;
    const worker = await workerOf(world);
    await requestRun(world.sql, world.scopeId, SYNC_JOB, { mode: "full" });
    await worker.tick();
    deepEqual(await syncJob(world), { due: 10, failures: 0, mode: "full", runs: "stopped" });
    go.resolve();
    equal(await held, "succeeded");
    await worker.stop();
  },

  async "a failing record that is due makes the sync due, which settles it"(world) {
    const [bad] = addConversations(world.fake.state, 3) as [number];
    world.fake.faults.add({
      ...{ kind: "row", path: "/conversations", id: bad, set: { created_at: "x" } },
    });
    const worker = await workerOf(world);
    await worker.tick();
    equal((await errorsOf(world)).length, 1);
    const retry = () =>
      world.sql`
        update jobs set next_run_at = now()
        where account_scope_id = ${world.scopeId} and name = 'connectors_errors_retry'`;
    await retry();
    await worker.tick();
    equal((await errorsOf(world)).length, 1, "tried before its time");
    world.clock.advance(30_000);
    await retry();
    await worker.tick();
    deepEqual(await errorsOf(world), []);
    equal((await syncJob(world)).runs, "succeeded succeeded");
    await equalMirrors(world);
    await worker.stop();
  },

  async "the end of the process stops the sync; the next process brings the rest"(world) {
    addConversations(world.fake.state, 100);
    let worker = await workerOf(world);
    const ends = world.connect({
      fetch: tellingFetch((url) => {
        if (url.searchParams.get("page") === "3") void worker.stop();
      }),
    });
    worker = await workerOf(world, ends);
    await worker.tick();
    await worker.stop();
    const { due, runs } = await syncJob(world);
    deepEqual([due, runs], [0, "stopped"]);
    equal((await lastRun(world)).status, "stopped");
    const next = await workerOf(world);
    await next.tick();
    await equalMirrors(world);
    await next.stop();
  },
};

Deno.test({ name: "the sync as a job", ignore: !servedStore.available }, async (t) => {
  const store = await servedStore.open();
  try {
    for (const [name, run] of Object.entries(cases)) {
      await t.step(name, async () => {
        await store.sql`delete from account_scopes`;
        const world = await syncWorld(store);
        try {
          await run(world);
        } finally {
          await world.close();
        }
      });
    }
  } finally {
    await store.close();
  }
});

Deno.test("the runtime's cron ticks every minute, until it is ended", async () => {
  const registered: { schedule: unknown; signal: AbortSignal; handler: () => Promise<void> }[] = [];
  const { cron } = Deno;
  const stub: unknown = (
    _name: string,
    schedule: unknown,
    { signal }: { signal: AbortSignal },
    handler: () => Promise<void>,
  ) => {
    registered.push({ schedule, signal, handler });
    return Promise.resolve();
  };
  Object.defineProperty(Deno, "cron", { value: stub, configurable: true, writable: true });
  try {
    let ticks = 0;
    const end = registerTicks(() => Promise.resolve(void ticks++));
    const [job] = registered;
    deepEqual([registered.length, job!.schedule], [1, "* * * * *"]);
    await job!.handler();
    equal(ticks, 1);
    equal(job!.signal.aborted, false);
    end();
    equal(job!.signal.aborted, true);
  } finally {
    Object.defineProperty(Deno, "cron", { value: cron, configurable: true, writable: true });
  }
});
