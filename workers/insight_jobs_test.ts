/** When the jobs of insights run, and what they tell of what they did. */
import { deepEqual, equal } from "node:assert/strict";
import { type Clock, manualClock, type Sql } from "@/lib/platform/mod.ts";
import { ago, eventWorld, NOW } from "../tests/support/event_world.ts";
import { type Stores, testOnStores } from "../tests/support/scratch_stores.ts";
import { dailyDigest, weeklyDigest } from "./digests.ts";
import type { Job } from "./job.ts";
import type { ClaimedJob, JobRequest } from "./job_table.ts";
import { upsellRadar } from "./upsell_radar.ts";

const { signal } = new AbortController();

/** Runs a job as the runner would. */
function run(
  { sql, accountScopeId }: Stores,
  make: (services: { sql: Sql; clock: Clock }) => Job,
  { now = NOW, request = null }: { now?: Date; request?: JobRequest | null } = {},
) {
  const job = make({ sql, clock: manualClock(now.getTime()) });
  const claimed: ClaimedJob = {
    ...{ id: "1", account_scope_id: accountScopeId, name: job.name, timeout_seconds: 1 },
    ...{ run_id: "1", request },
  };
  return job.run(claimed, signal);
}

const HOUR = 3600;

/** A scope that was set up long ago. */
async function openWorld({ sql, accountScopeId }: Stores) {
  const world = await eventWorld(sql, accountScopeId);
  await sql`update projects set created_at = created_at - interval '1 day'`;
  return world;
}

testOnStores("jobs of insights", {
  async "digests are written at seven in the morning of the scope, the weekly one on Monday"(
    stores,
  ) {
    const { sql } = stores;
    await openWorld(stores);
    // Wednesday noon
    deepEqual(await run(stores, dailyDigest), {
      ...{ outcome: "succeeded", changed: ["digests"], againInSeconds: 19 * HOUR },
    });
    deepEqual(await run(stores, weeklyDigest), {
      ...{ outcome: "succeeded", changed: ["digests"], againInSeconds: (4 * 24 + 19) * HOUR },
    });
    await sql`update account_scopes set time_zone = 'Asia/Vladivostok'`;
    const { againInSeconds } = await run(stores, dailyDigest);
    // seven there is nine in the evening before
    equal(againInSeconds, 9 * HOUR);
  },

  async "digests that are there tell nothing new, unless a person asks and something changed"(
    stores,
  ) {
    const world = await openWorld(stores);
    await run(stores, dailyDigest);
    deepEqual((await run(stores, dailyDigest)).changed, []);
    await world.conversation("1");
    await world.message("1", { conversation: "1", at: ago(1) });
    deepEqual((await run(stores, dailyDigest)).changed, []);
    const request = { asked: "1" };
    deepEqual((await run(stores, dailyDigest, { request })).changed, ["digests"]);
    deepEqual((await run(stores, dailyDigest, { request })).changed, []);
  },

  async "digests wait a minute for sources that were never read"(stores) {
    const { sql } = stores;
    await openWorld(stores);
    await sql`update connections set last_synced_at = null`;
    deepEqual(await run(stores, dailyDigest), {
      ...{ outcome: "succeeded", changed: [], againInSeconds: 60 },
    });
  },

  async "the radar tells of chances only when they changed"(stores) {
    const world = await eventWorld(stores.sql, stores.accountScopeId);
    await world.deal("1", { stage: "Lead", since: ago(3) });
    deepEqual(await run(stores, upsellRadar), { outcome: "succeeded", changed: ["upsell"] });
    deepEqual(await run(stores, upsellRadar), { outcome: "succeeded", changed: [] });
  },
});
