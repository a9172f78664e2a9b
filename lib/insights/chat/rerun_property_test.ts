/** Whatever was written, edited, deleted and decided: looking again at the same rows changes none. */
import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { manualClock } from "@/lib/platform/mod.ts";
import { ago, eventWorld, NOW } from "../../../tests/support/event_world.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { decideAgreement } from "../agreements/decide.ts";
import { golden as agreed } from "../agreements/golden.ts";
import { noteAgreements } from "../agreements/note.ts";
import { decideContinuity } from "../continuity/decide.ts";
import { findContinuity } from "../continuity/keep.ts";
import { golden as promised } from "../continuity/promises/golden.ts";
import { decideUpsell } from "../upsell/decide.ts";
import { findUpsell } from "../upsell/radar.ts";
import { golden as wanted } from "../upsell/words/golden.ts";

const { signal } = new AbortController();

const text = fc.constantFrom(
  ...["Hello!", "Done, please have a look.", "Спасибо!"],
  ...wanted.map(([text]) => text),
  ...promised.map(([text]) => text),
  ...agreed.flatMap(([exchange]) => exchange.map((line) => line.slice(3))),
);

const message = fc.record({
  id: fc.integer({ min: 1, max: 12 }).map(String),
  conversation: fc.constantFrom("1", "2", "3"),
  content: text,
  incoming: fc.boolean(),
  days: fc.integer({ min: 0, max: 70 }),
});

const step = fc.oneof(
  { weight: 6, arbitrary: message.map((said) => ({ kind: "say" as const, ...said })) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("bury" as const),
      id: fc.integer({ min: 1, max: 12 }).map(String),
      gone: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("decide" as const),
      choice: fc.constantFrom("dismiss" as const, "keep" as const, "undo" as const),
    }),
  },
);

/** Looks for everything. Returns how many rows changed. */
async function look({ sql, accountScopeId }: Stores): Promise<number> {
  const tools = { sql, clock: manualClock(NOW.getTime()), signal };
  const found = [
    await findUpsell(tools, accountScopeId),
    await findContinuity(tools, accountScopeId),
    await noteAgreements(tools, accountScopeId),
  ];
  return found.reduce((sum, { changed }) => sum + changed, 0);
}

const snapshot = async ({ sql }: Stores) => [
  await sql`select * from upsell_items order by id`,
  await sql`select * from continuity_items order by id`,
  await sql`select * from agreements order by id`,
];

/** Decides about everything that can be decided about so. */
async function decideAll(stores: Stores, choice: "dismiss" | "keep" | "undo"): Promise<void> {
  const { sql, actor } = stores;
  const [chances, promises, agreements] = await snapshot(stores);
  // what is not possible in its state is refused
  const anyway = (work: Promise<unknown>) => work.catch(() => {});
  const dismiss = { decision: "dismiss", reason: "no" } as const;
  const pick = <Keep extends string>(keep: Keep) =>
    choice === "dismiss" ? dismiss : { decision: choice === "undo" ? choice : keep };
  for (const { id } of chances!) {
    await anyway(decideUpsell(sql, actor, id, pick("accept" as const) as never));
  }
  for (const { id } of promises!) {
    await anyway(decideContinuity(sql, actor, id, pick("export" as const) as never));
  }
  for (const { id } of agreements!) {
    await anyway(decideAgreement(sql, actor, id, pick("confirm" as const) as never));
  }
}

testOnStores("looking again", {
  async "changes no row, and finds one of each cause"(stores) {
    const { sql, accountScopeId } = stores;
    const world = await eventWorld(sql, accountScopeId);
    await world.conversation("1");
    await world.conversation("2");
    await world.conversation("3", { project: world.projects.b });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const each of steps) {
          if (each.kind === "say") {
            const { id, conversation, content, incoming, days } = each;
            await sql`delete from chatwoot_messages where external_id = ${id}`;
            await world.message(id, { conversation, content, incoming, at: ago(days) });
          } else if (each.kind === "bury") {
            await world.bury("chatwoot_messages", each.id, each.gone);
          } else await decideAll(stores, each.choice);
        }
        await look(stores);
        const before = await snapshot(stores);
        equal(await look(stores), 0);
        deepEqual(await snapshot(stores), before);
        for (const table of ["upsell_items", "continuity_items", "agreements"]) {
          const doubled = await sql`
            select cause from ${
            sql(table)
          } where resolved_at is null group by project_id, cause having count(*) > 1`;
          deepEqual([...doubled], [], table);
        }
      }),
      { numRuns: 30 },
    );
  },
});
