/** The nightly comparison: it finds what no poll tells of, at night by the scope's clock. */
import { deepEqual, equal } from "node:assert/strict";
import { createLogger, systemClock } from "@/lib/platform/mod.ts";
import { addConversations } from "../tests/sync/account.ts";
import { lastRun } from "../tests/sync/looks.ts";
import { equalMirrors } from "../tests/sync/mirror.ts";
import { servedStore } from "../tests/support/both_stores.ts";
import { type SyncWorld, syncWorld } from "../tests/support/sync_world.ts";
import { ensureJobs, requestRun } from "./job_table.ts";
import { RECONCILIATION_JOB, reconciliationDaily } from "./reconciliation_daily.ts";
import { createRunner, type Runner } from "./runner.ts";

const log = createLogger({ level: "silent" });

async function workerOf(world: SyncWorld, connectors = world.connectors): Promise<Runner> {
  const { sql, events, clock } = world;
  const jobs = [reconciliationDaily({ sql, clock, connectors })];
  await ensureJobs(sql, jobs);
  return createRunner({
    ...{ sql, events, log, clock: systemClock, jobs, concurrency: 1 },
    owner: crypto.randomUUID(),
  });
}

/** Hours until the next run, and how the runs so far ended. */
async function standing({ sql, scopeId }: SyncWorld) {
  const [row] = await sql<{ hours: number; runs: string | null }[]>`
    select round((extract(epoch from next_run_at - now()) / 3600)::numeric, 1)::float8 as hours,
      (select string_agg(r.status, ' ' order by r.started_at) from job_runs r where r.job_id = j.id) as runs
    from jobs j where account_scope_id = ${scopeId} and name = ${RECONCILIATION_JOB}`;
  return [row!.hours, row!.runs];
}

const night = ({ sql, scopeId }: SyncWorld) =>
  sql`update jobs set next_run_at = now() where account_scope_id = ${scopeId}`;

const conversations = async ({ sql, scopeId }: SyncWorld) => {
  const [row] = await sql<{ live: number }[]>`
    select count(*)::int as live from chatwoot_conversations
    where account_scope_id = ${scopeId} and deleted_at is null`;
  return row!.live;
};

const cases: Record<string, (world: SyncWorld) => Promise<void>> = {
  async "a new scope waits for the night: 03:00 by its own clock"(world) {
    // it is 09:00 UTC, 12:00 in Moscow
    await world
      .sql`update account_scopes set time_zone = 'Europe/Moscow' where id = ${world.scopeId}`;
    const worker = await workerOf(world);
    await worker.tick();
    deepEqual(await standing(world), [15, "succeeded"]);
    equal(await conversations(world), 0, "nothing was read");
    await worker.stop();
  },

  async "what was deleted without a trace is found, and the next night is planned"(world) {
    const ids = addConversations(world.fake.state, 30);
    equal(await world.sync(), "succeeded");
    const worker = await workerOf(world);
    await worker.tick();
    world.fake.state.deleteConversation(ids[4]!);
    // as many as before, and within the hour: the counts tell nothing
    addConversations(world.fake.state, 1);
    equal(await world.sync(), "succeeded");
    equal((await lastRun(world)).mode, "incremental");
    equal(await conversations(world), 31);
    await night(world);
    await worker.tick();
    equal(await conversations(world), 30);
    await equalMirrors(world);
    const { mode, trigger } = await lastRun(world);
    deepEqual([mode, trigger], ["full", "schedule"]);
    deepEqual(await standing(world), [18, "succeeded succeeded"]);
    await worker.stop();
  },

  async "a person need not wait for the night"(world) {
    addConversations(world.fake.state, 3);
    const worker = await workerOf(world);
    await requestRun(world.sql, world.scopeId, RECONCILIATION_JOB, null);
    await worker.tick();
    equal((await lastRun(world)).trigger, "manual");
    await equalMirrors(world);
    await worker.stop();
  },

  async "a source that cannot be compared fails the run, which comes again"(world) {
    const worker = await workerOf(world, world.connect({ token: "wrong" }));
    await worker.tick();
    await night(world);
    await worker.tick();
    deepEqual(await standing(world), [6, "succeeded failed"]);
    const [run] = await world.sql`
      select r.error from job_runs r join jobs j on j.id = r.job_id
      where j.account_scope_id = ${world.scopeId} and r.status = 'failed'`;
    equal(run!.error.code, "sync_failed");
    await worker.stop();
  },
};

Deno.test({ name: "the nightly comparison", ignore: !servedStore.available }, async (t) => {
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
