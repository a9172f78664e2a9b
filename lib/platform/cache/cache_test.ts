import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import type { Cache } from "../cache.ts";
import { manualClock, systemClock } from "../clock.ts";
import { createLogger } from "../log/logger.ts";
import { connectRedis } from "../redis.ts";
import { redisUrl } from "../../../tests/support/services.ts";
import { createKvStore } from "./kv_store.ts";
import { createRedisStore } from "./redis_store.ts";
import { createCacheOn } from "./remember.ts";
import type { CacheUse } from "./store.ts";

const log = createLogger({ level: "silent" });

/** An adapter under test: two caches on one store, and a way to let time pass. */
interface Bench {
  cache: Cache;
  /** The same store as another process sees it; the same cache where only one process may. */
  other: Cache;
  uses: CacheUse[];
  now(): number;
  elapse(ms: number): Promise<void>;
}

const adapters: {
  name: string;
  ignore: boolean;
  run(use: (bench: Bench) => Promise<void>): Promise<void>;
}[] = [
  {
    name: "Deno KV",
    ignore: false,
    async run(use) {
      const clock = manualClock(Date.now());
      const uses: CacheUse[] = [];
      const kv = await Deno.openKv(":memory:");
      const cache = createCacheOn(createKvStore(kv, clock), { log, onUse: (u) => uses.push(u) });
      const elapse = (ms: number) => Promise.resolve(clock.advance(ms));
      try {
        await use({ cache, other: cache, uses, now: clock.now, elapse });
      } finally {
        await cache.close();
      }
    },
  },
  {
    name: "Redis",
    ignore: redisUrl === null,
    async run(use) {
      const prefix = `test:${crypto.randomUUID()}:`;
      const uses: CacheUse[] = [];
      const open = (onUse?: (use: CacheUse) => void) =>
        createCacheOn(
          createRedisStore(connectRedis(redisUrl ?? "", log, "test"), systemClock, prefix),
          { log, onUse },
        );
      const [cache, other] = [open((u) => uses.push(u)), open()];
      // Redis keeps its own time: its tests wait, for windows of a few hundredths of a second
      const elapse = (ms: number) => systemClock.sleep(ms + 10);
      try {
        await use({ cache, other, uses, now: systemClock.now, elapse });
      } finally {
        await cache.deletePrefix("");
        await Promise.all([cache.close(), other.close()]);
      }
    },
  },
];

for (const adapter of adapters) {
  const test = (name: string, use: (bench: Bench) => Promise<void>) =>
    Deno.test({
      name: `${adapter.name}: ${name}`,
      ignore: adapter.ignore,
      fn: () => adapter.run(use),
    });

  test("what was set is read until it expires", async ({ cache, other, elapse }) => {
    equal(await cache.get("a"), null);
    await cache.set("a", { n: 1, list: ["x", null], text: "ё" }, 0.05);
    deepEqual(await other.get("a"), { n: 1, list: ["x", null], text: "ё" });
    await elapse(51);
    equal(await cache.get("a"), null);
  });

  test("a value set again replaces the first, with its own time", async ({ cache, elapse }) => {
    await cache.set("a", 1, 0.04);
    await cache.set("a", 2, 60);
    await elapse(41);
    equal(await cache.get("a"), 2);
  });

  test("falsy values are values", async ({ cache }) => {
    for (const value of [0, "", false]) {
      await cache.set("v", value, 60);
      equal(await cache.get("v"), value);
    }
  });

  test("values far over 64 KiB are held", async ({ cache }) => {
    const large = "ж".repeat(200_000);
    await cache.set("large", large, 60);
    equal(await cache.get("large"), large);
    await cache.set("large", "small", 60);
    equal(await cache.get("large"), "small");
    await cache.set("large", large, 60);
    await cache.delete("large");
    equal(await cache.get("large"), null);
  });

  test("the caller's object is not shared", async ({ cache }) => {
    const value = { n: 1 };
    await cache.set("a", value, 60);
    value.n = 2;
    const read = await cache.get<{ n: number }>("a");
    equal(read?.n, 1);
    if (read !== null) read.n = 3;
    deepEqual(await cache.get("a"), { n: 1 });
  });

  test("delete drops the keys named and no others", async ({ cache, other }) => {
    for (const key of ["a", "b", "ab"]) await cache.set(key, key, 60);
    await cache.delete("a", "b", "never");
    await cache.delete();
    deepEqual(await Promise.all(["a", "b", "ab"].map((key) => other.get(key))), [null, null, "ab"]);
  });

  test("deletePrefix takes the text as it stands", async ({ cache }) => {
    const keys = ["p:1", "p:2", "p:ё", "p", "q:1", "p*", "p[x]:1", "p\\:1"];
    for (const key of keys) await cache.set(key, 1, 60);
    await cache.deletePrefix("p:");
    await cache.deletePrefix("p[x]");
    await cache.deletePrefix("p\\");
    const left: string[] = [];
    for (const key of keys) if (await cache.get(key) !== null) left.push(key);
    deepEqual(left, ["p", "q:1", "p*"]);
  });

  test("deletePrefix drops more keys than one scan step", async ({ cache, other }) => {
    await Promise.all(Array.from({ length: 1200 }, (_, n) => cache.set(`many:${n}`, n, 60)));
    await other.deletePrefix("many:");
    for (const n of [0, 599, 1199]) equal(await cache.get(`many:${n}`), null);
  });

  test("increment counts in the window of the first hit", async ({ cache, other, now, elapse }) => {
    const start = now();
    const first = await cache.increment("hits", 0.08);
    equal(first.count, 1);
    ok(first.resetAt >= start + 60 && first.resetAt <= now() + 80, `${first.resetAt - start}`);
    await elapse(20);
    const second = await other.increment("hits", 0.08);
    equal(second.count, 2);
    ok(Math.abs(second.resetAt - first.resetAt) <= 5, "the window does not move");
    await elapse(70);
    equal((await cache.increment("hits", 0.08)).count, 1);
  });

  test("increments at the same time are all counted", async ({ cache, other }) => {
    const counts = await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? cache : other).increment("hits", 60)),
    );
    deepEqual(
      counts.map(({ count }) => count).sort((a, b) => a - b),
      [...Array(40)].map((_, n) => n + 1),
    );
  });

  test("setIfAbsent lets one caller in until it expires", async ({ cache, other, elapse }) => {
    const made = await Promise.all(
      [...Array(10)].map((_, n) => (n % 2 ? cache : other).setIfAbsent("lock", n, 0.06)),
    );
    equal(made.filter(Boolean).length, 1);
    equal(await cache.get("lock"), made.indexOf(true));
    await elapse(61);
    equal(await cache.setIfAbsent("lock", "next", 60), true);
    await cache.delete("lock");
    equal(await other.setIfAbsent("lock", "after", 60), true);
  });

  test("remember computes once for all that miss together", async ({ cache, uses }) => {
    let computed = 0;
    const compute = () => Promise.resolve({ n: ++computed });
    const values = await Promise.all([...Array(5)].map(() => cache.remember("r:1", 60, compute)));
    deepEqual(values, [...Array(5)].map(() => ({ n: 1 })));
    deepEqual(await cache.remember("r:1", 60, compute), { n: 1 });
    deepEqual(uses.map(({ kind, name }) => `${kind} ${name}`), ["miss r", "set r", "hit r"]);
  });

  test("remember computes again after expiry, deletion and failure", async ({ cache, elapse }) => {
    let computed = 0;
    const compute = () => Promise.resolve(++computed);
    await cache.remember("r", 0.04, compute);
    await elapse(41);
    equal(await cache.remember("r", 60, compute), 2);
    await cache.delete("r");
    equal(await cache.remember("r", 60, compute), 3);
    await cache.deletePrefix("r");
    await rejects(cache.remember("r", 60, () => Promise.reject(new Error("no"))), /no/);
    equal(await cache.remember("r", 60, compute), 4);
  });

  test("a result whose key was dropped while it was computed is not kept", async ({ cache }) => {
    const gate = Promise.withResolvers<string>();
    const started = Promise.withResolvers<void>();
    const old = cache.remember("r:x", 60, () => (started.resolve(), gate.promise));
    await started.promise;
    await cache.deletePrefix("r:");
    equal(await cache.remember("r:x", 60, () => Promise.resolve("new")), "new");
    gate.resolve("old");
    equal(await old, "old");
    equal(await cache.get("r:x"), "new");
  });

  test("a time to live that is none is refused", async ({ cache }) => {
    for (const ttl of [0, -1, NaN, Infinity]) {
      await rejects(async () => await cache.set("a", 1, ttl), RangeError);
      await rejects(async () => await cache.increment("a", ttl), RangeError);
      await rejects(async () => await cache.setIfAbsent("a", 1, ttl), RangeError);
    }
  });

  test("ping answers", ({ cache }) => cache.ping());
}
