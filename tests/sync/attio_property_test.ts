/**
 * Whatever happens at the source and on the way, two quiet cycles and one sweep later the rows here
 * equal the rows there. Deliveries of webhooks are lost, come twice and late.
 */
import { equal } from "node:assert/strict";
import fc from "fast-check";
import { breakingSql } from "../support/breaking_sql.ts";
import { servedStore } from "../support/both_stores.ts";
import { makeProject } from "../support/sync_world.ts";
import {
  type AttioGround,
  attioGround,
  type AttioWorld,
  attioWorld,
} from "../support/attio_world.ts";
import { changer, histories, type Step } from "./attio_history.ts";
import { company, fillEverything, warningsOf } from "./attio_looks.ts";
import { equalAttioMirrors, type Places } from "./attio_mirror.ts";

const RUNS = Deno.env.get("CI") === "true" ? 300 : 60;
const SEED = Number(Deno.env.get("SEED") ?? 20_261_124);

type Changer = ReturnType<typeof changer>;

async function syncStep(world: AttioWorld, changes: Changer, step: Step & { step: "sync" }) {
  const { faults } = world.fake;
  if (step.fault !== null) faults.add(step.fault);
  let requests = 0;
  const { sql } = breakingSql(world.sql, { at: step.dies, when: "after", dead: true });
  const by = world.connect({
    sql,
    told() {
      requests++;
      for (const { request, change } of step.meanwhile) {
        if (request === requests) changes.apply(change);
      }
    },
  });
  await world.sync(step.mode, by).catch(() => "died");
  faults.clear();
  if (step.dies === 0) return;
  await world.sql`
    update sync_runs set lease_until = now() - interval '1 second'
    where account_scope_id = ${world.scopeId} and status = 'running'`;
}

/** Deliveries as they come from the stand-in, to be brought on at will. */
interface Post {
  waiting: { token: string; headers: Headers; body: Uint8Array }[];
  deliver: typeof fetch;
}

function post(): Post {
  const waiting: Post["waiting"] = [];
  return {
    waiting,
    async deliver(input, init) {
      const request = new Request(input, init);
      const body = new Uint8Array(await request.arrayBuffer());
      const token = new URL(request.url).pathname.split("/").at(-1)!;
      waiting.push({ token, headers: request.headers, body });
      return new Response();
    },
  };
}

async function ringStep(world: AttioWorld, { waiting }: Post, step: Step & { step: "ring" }) {
  await world.fake.deliveries.sent();
  const { webhooks } = world.connectors;
  for (const [index, { token, ...delivery }] of waiting.splice(0).entries()) {
    if (step.lost && index % step.every === 0) continue;
    await webhooks.receive("attio", token, delivery);
    if (step.twice) await webhooks.receive("attio", token, delivery);
  }
  await webhooks.process(world.scopeId, new AbortController().signal);
}

async function quietSync(world: AttioWorld, mode: "incremental" | "full"): Promise<void> {
  // past an open breaker, and past the settling of late rows
  world.clock.advance(6 * 60_000);
  equal(await world.sync(mode), "succeeded");
}

/** Where the bindings say that rows are, the oldest first. */
async function placesOf({ sql, scopeId }: AttioWorld): Promise<Places> {
  const rows = await sql<{ kind: string; external_id: string; slug: string }[]>`
    select b.kind, b.external_id, p.slug from bindings b join projects p on p.id = b.project_id
    where b.account_scope_id = ${scopeId} order by b.created_at, b.id`;
  const of = (kind: string) =>
    Object.fromEntries(
      rows.filter((row) => row.kind === kind).map((row) => [row.external_id, row.slug]),
    );
  return { companies: of("attio_company"), lists: of("attio_list") };
}

async function play(ground: AttioGround, steps: readonly Step[]): Promise<void> {
  const letters = post();
  const world = await attioWorld(ground, { fetch: letters.deliver });
  const { acme, list } = fillEverything(world);
  for (let place = 0; place < 6; place++) company(world, `Company ${place}`);
  const actor = { accountScopeId: world.scopeId, actor: "owner", requestId: null };
  const connection_id = await world.connectionId();
  await world.connectors.webhooks.register(actor, connection_id, "https://ct.example");
  for (
    const [kind, external_id, slug] of [
      ["attio_company", acme, "acme"],
      ["attio_list", list, "clients"],
    ] as const
  ) {
    const project_id = await makeProject(world.sql, world.scopeId, slug);
    await world.connectors.bindings.create(actor, {
      ...{ connection_id, project_id, kind, external_id },
    });
  }
  const changes = changer(world.state, world.member);
  for (const step of steps) {
    if (step.step === "change") changes.apply(step.change);
    else if (step.step === "pass") world.clock.advance(step.seconds * 1000);
    else if (step.step === "ring") await ringStep(world, letters, step);
    else await syncStep(world, changes, step);
  }
  changes.endMerges();
  await quietSync(world, "incremental");
  await quietSync(world, "incremental");
  await quietSync(world, "full");
  // as many rows are gone as make the sweep ask first: a person confirms
  if ((await warningsOf(world)).includes("too_many_suspects")) await quietSync(world, "full");
  await equalAttioMirrors(world, await placesOf(world));
  equal((await world.look()).reconciliation?.completeness_pct, 100);
  await world.fake.deliveries.sent();
}

Deno.test({
  name: `after any of ${RUNS} histories of Attio the rows here equal the rows there`,
  ignore: !servedStore.available,
}, async () => {
  const store = await servedStore.open();
  const ground = await attioGround(store.sql);
  try {
    const property = fc.asyncProperty(histories, (steps) => play(ground, steps));
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
  } finally {
    await ground.close();
    await store.close();
  }
});
