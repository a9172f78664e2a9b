import { deepEqual, equal, ok } from "node:assert/strict";
import postgres from "postgres";
import { waitUntil } from "../../ops/services/process.ts";
import { startProduct } from "../support/product.ts";
import { redisUrl } from "../support/services.ts";
import { startWorld } from "../e2e/world.ts";

/** How long the processes compete, milliseconds. */
const COMPETING_MS = 60_000;

interface Run {
  name: string;
  owner: string;
  status: string;
  /** Epoch seconds. */
  started: number;
  finished: number | null;
}

Deno.test({
  name: "two workers and two web processes run each due job once, a second after the run before",
  ignore: redisUrl === null,
}, async () => {
  const world = await startWorld("served");
  const { DATABASE_URL: url } = world.env;
  const sql = postgres(url!, { max: 2, onnotice: () => {} });
  const others = [
    await startProduct({ env: world.env }),
    await startProduct({ env: { ...world.env, LOG_LEVEL: "info" }, role: "worker" }),
  ];
  try {
    // a worker that starts gives the jobs their usual cadence
    ok(await waitUntil(() => Promise.resolve(others[1]!.output().includes("working")), 60_000));
    // no run of the usual cadence may be counted; the nightly comparison would keep the sync waiting
    await sql`update jobs set paused_at = now() where name = 'reconciliation_daily'`;
    await sql`update jobs set cadence_seconds = 1, next_run_at = now() where paused_at is null`;
    const [{ since } = { since: new Date() }] = await sql<{ since: Date }[]>`select now() as since`;
    await new Promise((done) => setTimeout(done, COMPETING_MS));
    await sql`update jobs set paused_at = now(), request = null`;
    await new Promise((done) => setTimeout(done, 2000));

    const runs = await sql<Run[]>`
      select j.name, r.owner, r.status, extract(epoch from r.started_at)::float8 as started,
        extract(epoch from r.finished_at)::float8 as finished
      from job_runs r join jobs j on j.id = r.job_id
      where r.started_at >= ${since} order by j.name, r.started_at`;
    const byJob = Map.groupBy(runs, ({ name }) => name);
    ok(byJob.has("connectors_sync_cycle") && byJob.has("connectors_errors_retry"));
    deepEqual(runs.filter(({ status }) => status !== "succeeded"), []);
    for (const [name, [...list]] of byJob) {
      // what another job makes due at once keeps no distance, but is never run twice at a time either
      const followed = !["connectors_sync_cycle", "connectors_errors_retry"].includes(name);
      for (const [index, run] of list.slice(1).entries()) {
        const pause = run.started - list[index]!.finished!;
        ok(pause >= (followed ? 0 : 1), `${name} ran again after ${pause} s`);
      }
    }
    const synced = byJob.get("connectors_sync_cycle")!;
    ok(synced.length >= 15, `${synced.length} runs`);
    // both workers had their share
    equal(new Set(runs.map(({ owner }) => owner)).size >= 2, true);
    const [{ syncs } = { syncs: 0 }] = await sql<{ syncs: number }[]>`
      select count(*)::int as syncs from sync_runs where started_at >= ${since}`;
    equal(syncs, synced.length);
  } finally {
    await sql.end({ timeout: 2 });
    for (const process of others) await process.stop();
    await world.close();
  }
});
