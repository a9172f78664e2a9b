/**
 * Whatever happens at the source and on the way, two quiet cycles and one sweep later the rows here
 * equal the rows there. No webhook is ever delivered: polling alone must find everything.
 */
import { equal } from "node:assert/strict";
import fc from "fast-check";
import { breakingSql } from "../support/breaking_sql.ts";
import { servedStore, type TestStore } from "../support/both_stores.ts";
import { makeProject, type SyncWorld, syncWorld } from "../support/sync_world.ts";
import { addConversations } from "./account.ts";
import { applyChange, histories, type Reserved, type Step } from "./history.ts";
import { stateOf, tellingFetch } from "./looks.ts";
import { equalMirrors } from "./mirror.ts";

const RUNS = Deno.env.get("CI") === "true" ? 300 : 60;
const SEED = Number(Deno.env.get("SEED") ?? 20_261_123);

async function syncStep(world: SyncWorld, reserved: Reserved, step: Step & { step: "sync" }) {
  const { state, faults } = world.fake;
  if (step.fault !== null) faults.add(step.fault);
  const told = tellingFetch((_url, count) => {
    for (const { request, change } of step.meanwhile) {
      if (request === count) applyChange(state, reserved, change);
    }
  });
  const { sql } = breakingSql(world.sql, { at: step.dies, when: "after", dead: true });
  await world.sync(step.mode, world.connect({ fetch: told, sql })).catch(() => "died");
  faults.clear();
  if (step.dies === 0) return;
  await world.sql`
    update sync_runs set lease_until = now() - interval '1 second'
    where account_scope_id = ${world.scopeId} and status = 'running'`;
}

async function quietSync(world: SyncWorld, mode: "incremental" | "full"): Promise<void> {
  // past an open breaker, and past the settling of late rows
  world.clock.advance(6 * 60_000);
  equal(await world.sync(mode), "succeeded");
}

async function play(
  store: TestStore,
  { conversations, steps }: { conversations: number; steps: Step[] },
): Promise<void> {
  const world = await syncWorld({ ...store, redisUrl: null });
  const { state } = world.fake;
  const reserved: Reserved = [];
  try {
    const project = await makeProject(world.sql, world.scopeId, "bound");
    const inboxId = state.createInbox({ name: "Web" }).id;
    addConversations(state, conversations, { inboxId, messages: 2 });
    const actor = { accountScopeId: world.scopeId, actor: "owner", requestId: null };
    await world.connectors.bindings.create(actor, {
      ...{ connection_id: await world.connectionId(), project_id: project },
      ...{ kind: "label", external_id: "bound" },
    });
    for (const step of steps) {
      if (step.step === "change") applyChange(state, reserved, step.change);
      else if (step.step === "pass") world.clock.advance(step.seconds * 1000);
      else await syncStep(world, reserved, step);
    }
    await quietSync(world, "incremental");
    await quietSync(world, "incremental");
    await quietSync(world, "full");
    // as many rows are gone as make the sweep ask first: a person confirms
    const { status_detail } = await stateOf(world);
    if (status_detail?.code === "too_many_suspects") await quietSync(world, "full");
    await equalMirrors(world, (row) => row.labels.includes("bound") ? "bound" : "unassigned");
    equal((await stateOf(world)).reconciliation?.completeness_pct, 100);
  } finally {
    await world.close();
  }
}

Deno.test({
  name: `after any of ${RUNS} histories the rows here equal the rows there`,
  ignore: !servedStore.available,
}, async () => {
  const store = await servedStore.open();
  try {
    const property = fc.asyncProperty(histories, (history) => play(store, history));
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
  } finally {
    await store.close();
  }
});
