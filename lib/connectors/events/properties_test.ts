import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { createLogger, migrate } from "@/lib/platform/mod.ts";
import { ago, eventWorld, NOW } from "../../../tests/support/event_world.ts";
import { scratchDatabase } from "../../../tests/support/scratch_database.ts";
import { postgresUrl } from "../../../tests/support/services.ts";

const DAY = 86_400_000;

/** A change of an issue, and whether events are collected after it. */
const flip = fc.record({
  state: fc.constantFrom("Todo", "Blocked", "Doing"),
  labels: fc.subarray(["Bug", "Blocked", "На паузе"]),
  completed: fc.boolean(),
  collect: fc.boolean(),
});

/** A message some hours after the one before it, the conversation it is in, and when it arrives. */
const message = fc.record({
  hours: fc.integer({ min: 1, max: 150 }),
  incoming: fc.boolean(),
  conversation: fc.constantFrom("10", "11"),
  late: fc.integer({ min: 0, max: 3 }),
});

/** Silences by the rule itself: four days from the first message left without an answer. */
function silencesOf(
  messages: readonly { at: number; incoming: boolean }[],
  until: number,
): string[] {
  const silences: string[] = [];
  let waiting: number | null = null;
  const end = (answeredAt: number) => {
    if (waiting === null) return;
    const silentAt = waiting + 4 * DAY;
    if (answeredAt >= silentAt && silentAt <= until) {
      silences.push(new Date(silentAt).toISOString());
    }
    waiting = null;
  };
  for (const { at, incoming } of messages) {
    if (incoming) end(at);
    else waiting ??= at;
  }
  end(Infinity);
  return silences;
}

Deno.test(
  { name: "events follow from any history", ignore: postgresUrl === null },
  async (test) => {
    const { sql, drop } = await scratchDatabase("histories");
    try {
      await migrate(sql, "migrations", createLogger({ level: "silent" }));

      await test.step("blocked and unblocked are the flips that were seen", async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(flip, { maxLength: 10 }), async (history) => {
            const world = await eventWorld(sql);
            const wanted: [string, string][] = [];
            let known: boolean | null = null;
            for (const [index, { collect, completed, ...fields }] of history.entries()) {
              const updated = ago(200 - index);
              await world.issue("1", { ...fields, updated, completed: completed ? updated : null });
              if (!collect) continue;
              await world.collect();
              const blocked = !completed &&
                (fields.state === "Blocked" || fields.labels.some((label) => label !== "Bug"));
              if (known !== null && known !== blocked) {
                wanted.push([blocked ? "issue_blocked" : "issue_unblocked", updated.toISOString()]);
              }
              known = blocked;
            }
            const told = (await world.told()).filter(([kind]) => kind.endsWith("blocked"));
            deepEqual(told.map(([kind, at]) => [kind, at]), wanted);
          }),
          { numRuns: 30 },
        );
      });

      await test.step("silences are the rule's, in whatever order messages arrive", async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(message, { maxLength: 14 }), async (sent) => {
            const world = await eventWorld(sql);
            await world.conversation("10");
            await world.conversation("11");
            let at = ago(120).getTime();
            const messages = sent.map((one, index) => {
              at += one.hours * 3_600_000;
              return { ...one, id: String(index + 1), at };
            }).filter((one) => one.at <= NOW.getTime());
            for (let round = 0; round <= 3; round++) {
              for (const { id, late: _, ...one } of messages.filter(({ late }) => late === round)) {
                await world.message(id, { ...one, at: new Date(one.at) });
              }
              await world.collect();
            }
            const told = await world.told({ kind: "client_silent_started" });
            deepEqual(told.map(([, when]) => when), silencesOf(messages, NOW.getTime()));
            equal(await world.collect(), 0);
          }),
          { numRuns: 40 },
        );
      });
    } finally {
      await drop();
    }
  },
);
