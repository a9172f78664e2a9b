/** Whatever happens at Linear and on the way: after two quiet cycles and a sweep, here is as there. */
import { equal } from "node:assert/strict";
import fc from "fast-check";
import postgres from "postgres";
import { servedStore } from "../support/both_stores.ts";
import {
  type LinearGround,
  linearGround,
  type LinearWorld,
  linearWorld,
} from "../support/linear_world.ts";
import { calm, happen, type Happening, histories, PAGE } from "./linear_history.ts";
import { warningsOf } from "./linear_looks.ts";
import { equalLinearMirrors } from "./linear_mirror.ts";

const DAY = 86_400_000;
const HISTORIES = Deno.env.get("CI") === "true" ? 300 : 60;

/** Histories that are played side by side, each in a scope of its own. */
const LANES = 4;

/** Two quiet cycles and a sweep; where so much is gone that it is not believed, a person says so. */
async function settle(world: LinearWorld): Promise<void> {
  calm(world);
  const by = () => world.connect({ mostRows: PAGE });
  // a breaker that trouble has opened lets requests through again after 30 s
  world.clock.advance(60_000);
  equal(await world.sync("incremental", by()), "succeeded");
  equal(await world.sync("incremental", by()), "succeeded");
  world.clock.advance(DAY + 1000);
  equal(await world.sync("incremental", by()), "succeeded");
  if ((await warningsOf(world)).includes("too_many_suspects")) {
    equal(await world.sync("full", by()), "succeeded");
  }
}

/** Not documented: where a cursor stands whose row has changed, and what becomes of deleted comments. */
const anchor = fc.constantFrom("value" as const, "row" as const);
const deletedComments = fc.constantFrom("gone" as const, "archived" as const);

/** Plays one history and compares. */
async function play(
  ground: LinearGround,
  history: readonly Happening[],
  { anchor, deletedComments }: { anchor: "value" | "row"; deletedComments: "gone" | "archived" },
): Promise<void> {
  const world = await linearWorld(ground, { deletedComments, cursorAnchor: anchor });
  world.state.createTeam({ key: "ENG", name: "Eng" });
  for (const happening of history) await happen(world, happening);
  await settle(world);
  await equalLinearMirrors(world);
  equal((await world.look()).reconciliation?.completeness_pct, 100);
}

Deno.test(
  { name: "any history of Linear ends with the same rows here", ignore: !servedStore.available },
  async () => {
    const store = await servedStore.open();
    // what is committed need not survive the machine
    const sql = postgres(store.databaseUrl!, {
      ...{ max: 2 * LANES, onnotice: () => {}, connection: { synchronous_commit: "off" } },
    });
    const ground = await linearGround(sql);
    try {
      const lanes = fc.array(fc.record({ history: histories, anchor, deletedComments }), {
        ...{ minLength: LANES, maxLength: LANES },
      });
      await fc.assert(
        fc.asyncProperty(lanes, async (lanes) => {
          await Promise.all(lanes.map(({ history, ...options }) => play(ground, history, options)));
        }),
        { seed: 20261123, numRuns: HISTORIES / LANES, interruptAfterTimeLimit: 57_000 },
      );
    } finally {
      await ground.close();
      await sql.end();
      await store.close();
    }
  },
);
