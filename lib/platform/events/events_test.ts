import { deepEqual, equal, ok } from "node:assert/strict";
import { manualClock, systemClock } from "../clock.ts";
import type { DeliveredEvent, EventBus, LiveEvent } from "../events.ts";
import { createLogger } from "../log/logger.ts";
import { connectRedis } from "../redis.ts";
import { redisUrl } from "../../../tests/support/services.ts";
import { compareEventIds, isEventId } from "./event_id.ts";
import { createInProcessEventBus } from "./in_process.ts";
import { createRedisEventBus } from "./redis.ts";

const log = createLogger({ level: "silent" });

/** An event that carries a number to be told apart by. */
function event(n: number): LiveEvent {
  return {
    type: "completeness_drop",
    accountScopeId: "s",
    projectId: null,
    connector: "chatwoot",
    completenessPct: n,
    thresholdPct: 95,
  };
}

function numberOf({ event }: DeliveredEvent): number {
  return event.type === "completeness_drop" ? event.completenessPct : NaN;
}

/** Two buses as two processes have them; the same bus where only one process may. */
interface Bench {
  bus: EventBus;
  other: EventBus;
  /** Breaks and mends the listening connection, where there is one. */
  interrupt?: () => Promise<void>;
}

const adapters: {
  name: string;
  ignore: boolean;
  run(use: (bench: Bench) => Promise<void>): Promise<void>;
}[] = [
  {
    name: "in process",
    ignore: false,
    async run(use) {
      // the clock stands still: ids have to grow all the same
      const bus = createInProcessEventBus({ log, clock: manualClock(1_000) });
      await use({ bus, other: bus });
      await bus.close();
    },
  },
  {
    name: "Redis",
    ignore: redisUrl === null,
    async run(use) {
      const prefix = `test:${crypto.randomUUID()}:`;
      const open = async () => {
        const commands = connectRedis(redisUrl ?? "", log, "test");
        const subscriber = connectRedis(redisUrl ?? "", log, "test");
        return {
          bus: await createRedisEventBus({ commands, subscriber }, { log, prefix }),
          subscriber,
        };
      };
      const [first, second] = [await open(), await open()];
      try {
        await use({
          bus: first.bus,
          other: second.bus,
          async interrupt() {
            const back = Promise.withResolvers<void>();
            first.subscriber.once(
              "close",
              () => first.subscriber.once("ready", () => back.resolve()),
            );
            first.subscriber.disconnect(true);
            for (const n of [100, 101]) await second.bus.publish(event(n));
            await back.promise;
          },
        });
      } finally {
        await Promise.all([first.bus.close(), second.bus.close()]);
        const cleaner = connectRedis(redisUrl ?? "", log, "test");
        await cleaner.del(`${prefix}events`);
        await cleaner.quit();
      }
    },
  },
];

/** Collects events and tells when enough have come. */
function listen(bus: EventBus) {
  const heard: DeliveredEvent[] = [];
  const waits: { count: number; resolve: () => void }[] = [];
  const stop = bus.subscribe((delivered) => {
    heard.push(delivered);
    for (const wait of waits) if (heard.length >= wait.count) wait.resolve();
  });
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      if (heard.length >= count) resolve();
      else waits.push({ count, resolve });
    });
  return { heard, stop, until };
}

for (const adapter of adapters) {
  const test = (name: string, use: (bench: Bench) => Promise<void>) =>
    Deno.test({
      name: `${adapter.name}: ${name}`,
      ignore: adapter.ignore,
      fn: () => adapter.run(use),
    });

  test("every subscriber of every process hears each event once, in order", async ({ bus, other }) => {
    const [mine, theirs] = [listen(bus), listen(other)];
    for (let n = 0; n < 20; n++) await (n % 2 ? bus : other).publish(event(n));
    await Promise.all([mine.until(20), theirs.until(20)]);
    const order = [...Array(20)].map((_, n) => n);
    deepEqual(mine.heard.map(numberOf), order);
    deepEqual(theirs.heard.map(numberOf), order);
    deepEqual(mine.heard, theirs.heard);
    deepEqual(mine.heard[3]?.event, event(3));
  });

  test("ids are positions that grow", async ({ bus }) => {
    const { heard, until } = listen(bus);
    await Promise.all([...Array(50)].map((_, n) => bus.publish(event(n))));
    await until(50);
    ok(heard.every(({ id }) => isEventId(id)));
    ok(heard.every(({ id }, n) => n === 0 || compareEventIds(id, heard[n - 1]?.id ?? "") > 0));
  });

  test("a subscriber that stopped hears no more", async ({ bus }) => {
    const [first, second] = [listen(bus), listen(bus)];
    await bus.publish(event(1));
    await Promise.all([first.until(1), second.until(1)]);
    first.stop();
    first.stop();
    await bus.publish(event(2));
    await second.until(2);
    deepEqual(first.heard.map(numberOf), [1]);
  });

  test("a subscriber that throws keeps nobody from hearing", async ({ bus }) => {
    bus.subscribe(() => {
      throw new Error("broken");
    });
    const { heard, until } = listen(bus);
    await bus.publish(event(1));
    await until(1);
    equal(heard.length, 1);
  });

  test("since answers what came after a position, oldest first", async ({ bus, other }) => {
    const { heard, until } = listen(bus);
    for (let n = 0; n < 5; n++) await bus.publish(event(n));
    await until(5);
    const after = await other.since(heard[1]?.id ?? "");
    deepEqual(after, heard.slice(2));
    deepEqual(await other.since(heard[4]?.id ?? ""), []);
    deepEqual((await other.since("0-0")).map(numberOf), [0, 1, 2, 3, 4]);
  });

  test("a position that is none resumes nothing", async ({ bus }) => {
    await bus.publish(event(1));
    for (const id of ["", "abc", "1", "-", "(1-1", "1-1 2"]) deepEqual(await bus.since(id), []);
  });

  test("the backlog keeps the last 1,000", async ({ bus }) => {
    const { until } = listen(bus);
    await Promise.all([...Array(1010)].map((_, n) => bus.publish(event(n))));
    await until(1010);
    const kept = await bus.since("0-0");
    equal(kept.length, 1000);
    deepEqual([kept[0], kept.at(-1)].map((last) => last && numberOf(last)), [10, 1009]);
  });

  test("what was published while away is heard after", async ({ bus, interrupt }) => {
    if (interrupt === undefined) return;
    const { heard, until } = listen(bus);
    await bus.publish(event(1));
    await until(1);
    await interrupt();
    await until(3);
    deepEqual(heard.map(numberOf), [1, 100, 101]);
  });
}

Deno.test("ids follow the clock and survive its stepping back", async () => {
  const clock = manualClock(5_000);
  const bus = createInProcessEventBus({ log, clock });
  const { heard } = listen(bus);
  await bus.publish(event(1));
  clock.advance(-1_000);
  await bus.publish(event(2));
  clock.advance(3_000);
  await bus.publish(event(3));
  deepEqual(heard.map(({ id }) => id), ["5000-0", "5000-1", "7000-0"]);
  ok(systemClock.now() > 0);
});

Deno.test("positions compare as numbers", () => {
  ok(compareEventIds("9-0", "10-0") < 0);
  ok(compareEventIds("10-9", "10-10") < 0);
  equal(compareEventIds("10-1", "10-1"), 0);
});
