import { deepEqual, equal } from "node:assert/strict";
import { type Cache, createLogger, manualClock, openCache } from "../platform/mod.ts";
import { createLimiter, limitHeaders, LIMITS, stricter } from "./limits.ts";

const log = createLogger({ level: "silent" });

/** Gives a limiter on a store in a folder of its own, and one on a store that is away. */
async function withLimiter(
  use: (
    tools: ReturnType<typeof toolsOn> & { away: ReturnType<typeof toolsOn> },
  ) => Promise<void>,
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "control-tower-limits-" });
  const clock = manualClock(1_000_000);
  const cache = await openCache({ redisUrl: null, dataDir }, { log, clock });
  const refuse = () => Promise.reject(new Error("away"));
  try {
    await use({
      ...toolsOn(cache, clock),
      away: toolsOn({ ...cache, increment: refuse, delete: refuse }, clock),
    });
  } finally {
    await cache.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

function toolsOn(cache: Cache, clock: ReturnType<typeof manualClock>) {
  return { clock, limiter: createLimiter({ cache, clock, log }) };
}

const three = { count: 3, seconds: 60 };

for (const store of ["here", "away"] as const) {
  Deno.test(`with its store ${store}, a limit lets through so many in its window`, () =>
    withLimiter(async (tools) => {
      const { limiter, clock } = store === "here" ? tools : tools.away;
      const states = [];
      for (let n = 0; n < 5; n++) states.push(await limiter.hit("a", three));
      deepEqual(states.map(({ allowed, remaining }) => [allowed, remaining]), [
        [true, 2],
        [true, 1],
        [true, 0],
        [false, 0],
        [false, 0],
      ]);
      deepEqual(
        states.map(({ limit, resetSeconds }) => [limit, resetSeconds]),
        Array(5).fill([3, 60]),
      );
      equal((await limiter.hit("b", three)).allowed, true, "another key has its own window");
      clock.advance(59_001);
      const late = await limiter.hit("a", three);
      deepEqual([late.allowed, late.resetSeconds], [false, 1]);
      clock.advance(999);
      equal((await limiter.hit("a", three)).remaining, 2, "the next window begins anew");
    }));

  Deno.test(`with its store ${store}, what is cleared begins anew`, () =>
    withLimiter(async (tools) => {
      const { limiter } = store === "here" ? tools : tools.away;
      for (let n = 0; n < 4; n++) {
        await limiter.hit("a", three);
        await limiter.hit("b", three);
      }
      await limiter.clear("a");
      equal((await limiter.hit("a", three)).remaining, 2);
      equal((await limiter.hit("b", three)).allowed, false);
    }));
}

Deno.test("hits at the same time are all counted", () =>
  withLimiter(async ({ limiter }) => {
    const states = await Promise.all(Array.from({ length: 20 }, () => limiter.hit("a", three)));
    equal(states.filter(({ allowed }) => allowed).length, 3);
  }));

Deno.test("while the store is away, windows do not pile up", () =>
  withLimiter(async ({ away: { limiter } }) => {
    await limiter.hit("first", three);
    for (let n = 0; n < 10_000; n++) await limiter.hit(`key ${n}`, three);
    equal((await limiter.hit("first", three)).remaining, 2, "the oldest was forgotten");
    equal((await limiter.hit("key 9999", three)).remaining, 1);
  }));

Deno.test("the product's limits are the promised ones", () =>
  deepEqual(LIMITS, {
    session: { count: 200, seconds: 60 },
    anonymous: { count: 60, seconds: 60 },
    webhook: { count: 3000, seconds: 60 },
    search: { count: 60, seconds: 60 },
    sync: { count: 10, seconds: 60 },
    login: { count: 10, seconds: 900 },
  }));

Deno.test("headers tell where a client stands, and a refused one when to come back", () => {
  const state = { allowed: true, limit: 10, remaining: 4, resetSeconds: 30 };
  const headers = { "ratelimit-limit": "10", "ratelimit-remaining": "4", "ratelimit-reset": "30" };
  deepEqual(limitHeaders(state), headers);
  deepEqual(limitHeaders({ ...state, allowed: false, remaining: 0 }), {
    ...headers,
    "ratelimit-remaining": "0",
    "retry-after": "30",
  });
  equal(limitHeaders({ ...state, allowed: false, resetSeconds: 0 })["retry-after"], "1");
});

Deno.test("of two limits the stricter one is told", () => {
  const state = { allowed: true, limit: 10, remaining: 4, resetSeconds: 30 };
  const fewer = { ...state, remaining: 3 };
  const refused = { ...state, allowed: false, remaining: 0 };
  const longer = { ...state, resetSeconds: 40 };
  for (
    const [left, right, told] of [
      [state, fewer, fewer],
      [fewer, refused, refused],
      [state, longer, longer],
    ] as const
  ) {
    equal(stricter(left, right), told);
    equal(stricter(right, left), told);
  }
});
