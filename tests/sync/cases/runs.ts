/** One run at a time, stopped when asked, taken over when its process is gone. */
import { deepEqual, equal, ok } from "node:assert/strict";
import type { LiveEvent } from "@/lib/platform/mod.ts";
import { waitUntil } from "../../../ops/services/process.ts";
import type { SyncWorld } from "../../support/sync_world.ts";
import { addConversations } from "../account.ts";
import { lastRun, stateOf, tellingFetch } from "../looks.ts";
import { equalMirrors } from "../mirror.ts";
import { collect } from "../case.ts";

const { cases, test } = collect();

/** Cases of this file, for both stores. */
export const runs = cases;

/** A sync that waits at the n-th page of conversations until told to go on. */
function heldSync(world: SyncWorld, page: number) {
  const reached = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const held = tellingFetch(async (url) => {
    if (url.searchParams.get("page") !== String(page)) return;
    reached.resolve();
    await go.promise;
  });
  const connectors = world.connect({ fetch: held });
  const ended = world.sync("full", connectors);
  return { connectors, reached: reached.promise, go: go.resolve, ended };
}

test("while one process syncs, another finds the connection busy", async (world) => {
  addConversations(world.fake.state, 60);
  const held = heldSync(world, 2);
  await held.reached;
  equal((await stateOf(world)).status, "syncing");
  equal(await world.sync(), "busy");
  held.go();
  equal(await held.ended, "succeeded");
  await equalMirrors(world);
});

test("many syncs at once are one sync", async (world) => {
  addConversations(world.fake.state, 60);
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => world.sync("full", world.connect())),
  );
  deepEqual(outcomes.sort(), ["busy", "busy", "busy", "busy", "succeeded"]);
  await equalMirrors(world);
});

test("a person's stop ends the run after the page it is at; the next one goes on from there", async (world) => {
  const { state } = world.fake;
  addConversations(state, 100);
  const held = heldSync(world, 3);
  await held.reached;
  const actor = { accountScopeId: world.scopeId, actor: "owner", requestId: null };
  equal(await world.connectors.stop(actor), 1);
  // the heartbeat sees it; the held request is given up
  equal(await held.ended, "stopped");
  held.go();
  const stopped = await stateOf(world);
  deepEqual([stopped.status, stopped.last_run?.status], ["ok", "stopped"]);
  ok(stopped.rows.conversations! > 0 && stopped.rows.conversations! < 100);
  equal(await world.sync(), "succeeded");
  await equalMirrors(world);
});

test("the end of the process stops the run, and the next one mends what is missing", async (world) => {
  addConversations(world.fake.state, 100);
  const ending = new AbortController();
  const ends = tellingFetch((url) => {
    if (url.searchParams.get("page") === "3") ending.abort(new Error("shutting down"));
  });
  const [result] = await world.connect({ fetch: ends }).sync(world.scopeId, {
    ...{ mode: "full", trigger: "schedule", signal: ending.signal },
  });
  equal(result?.outcome, "stopped");
  equal(await world.sync(), "succeeded");
  await equalMirrors(world);
});

test("a run whose process is gone is closed and taken over once its lease has run out", async (world) => {
  addConversations(world.fake.state, 60);
  const held = heldSync(world, 2);
  await held.reached;
  const first = await lastRun(world);
  // as if the process had not been heard of for longer than its lease
  await world.sql`
    update sync_runs set lease_owner = 'a process that is gone', lease_until = now() - interval '1 second'
    where id = ${first.id}`;
  equal(await world.sync("full"), "succeeded");
  const [run] = await world.sql`select status, error from sync_runs where id = ${first.id}`;
  deepEqual([run?.status, run?.error.code], ["failed", "abandoned"]);
  await equalMirrors(world);

  // the first one wakes up: it may write nothing any more
  world.fake.state.deleteConversation(1);
  held.go();
  equal(await held.ended, "busy");
  equal((await stateOf(world)).status, "ok");
  const [again] = await world.sql`select status from sync_runs where id = ${first.id}`;
  equal(again?.status, "failed");
});

test("a paused connection is left alone", async (world) => {
  addConversations(world.fake.state, 3);
  await world
    .sql`update connections set status = 'paused' where account_scope_id = ${world.scopeId}`;
  equal(await world.sync(), "paused");
  const { status, rows } = await stateOf(world);
  deepEqual([status, rows.conversations], ["paused", 0]);
});

test("a running sync tells where it stands, and none when it has ended", async (world) => {
  addConversations(world.fake.state, 60, { messages: 2 });
  const held = heldSync(world, 3);
  await held.reached;
  const arrived = await waitUntil(
    async () => (await held.connectors.list(world.scopeId))[0]?.progress?.records === 150,
    5000,
  );
  ok(arrived);
  const [state] = await held.connectors.list(world.scopeId);
  const { connector, stream, records, total } = state!.progress!;
  deepEqual([connector, stream, records, total], ["chatwoot", "conversations", 150, 60]);
  held.go();
  await held.ended;
  equal((await held.connectors.list(world.scopeId))[0]?.progress, null);
  const told = world.heard.filter((event) => event.type === "job_progress");
  ok(told.length > 0);
  ok(told.every((event) => event.job === "connectors_sync_cycle" && event.progress.records >= 0));
});

test("completeness that falls below the threshold is told once, and written down", async (world) => {
  const { state, faults } = world.fake;
  addConversations(state, 20);
  await world.sync();
  const drops = () =>
    world.heard.filter((event): event is LiveEvent & { type: "completeness_drop" } =>
      event.type === "completeness_drop"
    );
  equal(drops().length, 0);
  const [bad] = addConversations(state, 1) as [number];
  faults.add({ kind: "row", path: "conversations?", id: bad, set: { inbox_id: 0 }, times: -1 });
  await world.sql`
    update account_scopes set completeness_min_pct = 99.5 where id = ${world.scopeId}`;
  await world.sync();
  await world.sync();
  await waitUntil(() => Promise.resolve(drops().length > 0), 2000);
  equal(drops().length, 1);
  const [drop] = drops();
  equal(drop!.thresholdPct, 99.5);
  ok(drop!.completenessPct < 99.5);
  const audits = await world.sql`
    select after from audit_events where account_scope_id = ${world.scopeId}
      and action = 'reconciliation.completeness_drop'`;
  equal(audits.length, 1);
  equal(audits[0]!.after.threshold_pct, 99.5);
});
