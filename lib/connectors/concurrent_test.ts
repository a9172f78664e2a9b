import { deepEqual, equal, rejects } from "node:assert/strict";
import { mapConcurrently, prefetched } from "./concurrent.ts";

Deno.test("results keep the order of the items, whatever order the calls end in", async () => {
  const gates = [0, 1, 2].map(() => Promise.withResolvers<void>());
  const mapped = mapConcurrently([0, 1, 2], 3, async (index) => {
    await gates[index]!.promise;
    return index * 10;
  });
  gates[2]!.resolve();
  gates[0]!.resolve();
  gates[1]!.resolve();
  deepEqual(await mapped, [0, 10, 20]);
});

Deno.test("no more calls run at the same time than allowed", async () => {
  let running = 0;
  let most = 0;
  await mapConcurrently(Array.from({ length: 20 }), 4, async () => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
  });
  equal(most, 4);
});

Deno.test("after a failure no further call is begun, and the failure is thrown", async () => {
  const begun: number[] = [];
  await rejects(
    mapConcurrently([0, 1, 2, 3], 1, (item) => {
      begun.push(item);
      return item === 1 ? Promise.reject(new Error("second")) : Promise.resolve(item);
    }),
    /second/,
  );
  deepEqual(begun, [0, 1]);
});

Deno.test("no items need no calls", async () =>
  deepEqual(await mapConcurrently([], 4, () => Promise.reject()), []));

Deno.test("the next item is asked for while the current one is in use", async () => {
  const log: string[] = [];
  async function* source() {
    for (const item of ["a", "b"]) {
      log.push(`fetch ${item}`);
      yield await Promise.resolve(item);
    }
  }
  for await (const item of prefetched(source())) {
    await Promise.resolve();
    log.push(`use ${item}`);
  }
  deepEqual(log, ["fetch a", "fetch b", "use a", "use b"]);
});

Deno.test("a failing source fails at its place, after the items before it", async () => {
  const used: number[] = [];
  async function* source() {
    yield 1;
    await Promise.resolve();
    throw new Error("page 2");
  }
  await rejects(
    (async () => {
      for await (const item of prefetched(source())) used.push(item);
    })(),
    /page 2/,
  );
  deepEqual(used, [1]);
});

Deno.test("leaving the loop ends the source", async () => {
  let ended = false;
  async function* source() {
    try {
      yield 1;
      yield 2;
      yield await Promise.resolve(3);
    } finally {
      ended = true;
    }
  }
  for await (const _item of prefetched(source())) break;
  equal(ended, true);
});
