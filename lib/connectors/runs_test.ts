import { deepEqual, equal, rejects } from "node:assert/strict";
import { waitUntil } from "../../ops/services/process.ts";
import { makeConnection } from "../../tests/support/engine_run.ts";
import { type Stores, testOnStores } from "../../tests/support/scratch_stores.ts";
import {
  abandonRuns,
  beginRun,
  endRun,
  holdLease,
  LEASE_SECONDS,
  LeaseLost,
  renewRun,
  requestStop,
} from "./runs.ts";

async function connected(stores: Stores) {
  const connectionId = await makeConnection(stores);
  const { sql, accountScopeId } = stores;
  const begin = (owner: string) =>
    beginRun(sql, {
      ...{ accountScopeId, connectionId, owner, mode: "full", trigger: "schedule" },
    });
  const row = async (id: string) => {
    const [row] = await sql`
      select status, lease_owner, error, stop_requested, finished_at is not null as finished, mode, streams,
        extract(epoch from lease_until - now())::int as left from sync_runs where id = ${id}`;
    return { ...row! };
  };
  const expire = () => sql`update sync_runs set lease_until = now() - interval '1 millisecond'`;
  return { sql, accountScopeId, connectionId, begin, row, expire };
}

const done = {
  status: "succeeded" as const,
  mode: "incremental" as const,
  streams: {},
  error: null,
};

testOnStores("runs", {
  async "a connection has one run at a time"(stores) {
    const { begin, row } = await connected(stores);
    const id = await begin("one");
    deepEqual([await begin("two"), await begin("one")], [null, null]);
    const { status, lease_owner, left } = await row(id!);
    deepEqual([status, lease_owner, left], ["running", "one", LEASE_SECONDS]);
  },

  async "of many that begin at once one does"(stores) {
    const { begin } = await connected(stores);
    const begun = await Promise.all(Array.from({ length: 10 }, (_, index) => begin(`${index}`)));
    equal(begun.filter((id) => id !== null).length, 1);
  },

  async "a heartbeat renews the lease, for its owner only"(stores) {
    const { sql, begin, row } = await connected(stores);
    const runId = (await begin("one"))!;
    await sql`update sync_runs set lease_until = now() + interval '2 seconds'`;
    equal(await renewRun(sql, { runId, owner: "two" }), null);
    deepEqual(await renewRun(sql, { runId, owner: "one" }), { stop: false });
    equal((await row(runId)).left, LEASE_SECONDS);
  },

  async "a run that was not heard of is closed as abandoned by the next one"(stores) {
    const { sql, begin, row, expire } = await connected(stores);
    const first = (await begin("one"))!;
    await expire();
    const second = (await begin("two"))!;
    const { status, error, finished } = await row(first);
    deepEqual([status, error.code, finished], ["failed", "abandoned", true]);
    equal(await renewRun(sql, { runId: first, owner: "one" }), null);
    equal((await row(second)).status, "running");
  },

  async "the end of a run is written by its owner only, and once"(stores) {
    const { sql, begin, row } = await connected(stores);
    const runId = (await begin("one"))!;
    equal(await endRun(sql, { runId, owner: "two" }, done), false);
    equal((await row(runId)).status, "running");
    const streams = { labels: { records: 1, upserted: 1, tombstoned: 0, rejected: 0 } };
    equal(await endRun(sql, { runId, owner: "one" }, { ...done, streams }), true);
    equal(await endRun(sql, { runId, owner: "one" }, { ...done, status: "failed" }), false);
    const { status, mode, lease_owner, finished, streams: kept } = await row(runId);
    deepEqual([status, mode, lease_owner, finished], ["succeeded", "incremental", null, true]);
    deepEqual(kept, streams);
  },

  async "a stop is seen with the next heartbeat"(stores) {
    const { sql, accountScopeId, connectionId, begin } = await connected(stores);
    equal(await requestStop(sql, accountScopeId, connectionId), 0);
    const runId = (await begin("one"))!;
    equal(await requestStop(sql, crypto.randomUUID(), connectionId), 0);
    deepEqual(await renewRun(sql, { runId, owner: "one" }), { stop: false });
    equal(await requestStop(sql, accountScopeId, connectionId), 1);
    deepEqual(await renewRun(sql, { runId, owner: "one" }), { stop: true });
  },

  async "a lease is held through a transaction, or found lost"(stores) {
    const { sql, begin, expire } = await connected(stores);
    const lease = { runId: (await begin("one"))!, owner: "one" };
    await expire();
    // nobody has taken over yet: the lease is still the owner's
    let next: Promise<string | null> | undefined;
    await sql.begin(async (tx) => {
      await holdLease(tx, lease);
      next = begin("two");
      const waiting = await waitUntil(async () =>
        (await tx`
          select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`).length > 0, 5000);
      equal(waiting, true, "taken over in the middle of a transaction");
    });
    equal(typeof await next, "string");
    await rejects(
      sql.begin((tx) => holdLease(tx, lease)),
      (error) => error instanceof LeaseLost,
    );
  },

  async "the one process of an embedded store ends the leases it left behind"(stores) {
    const { sql, begin } = await connected(stores);
    await begin("one");
    await abandonRuns(sql);
    equal(typeof await begin("two"), "string");
  },
});
