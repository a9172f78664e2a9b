import { deepEqual, equal } from "node:assert/strict";
import { manualClock } from "../platform/mod.ts";
import { createRecent } from "./recent.ts";

Deno.test("a value is kept for two seconds, and not beyond its end", () => {
  const clock = manualClock(1_000_000);
  const recent = createRecent<string>(clock);
  recent.keep("long", "a", clock.now() + 60_000);
  recent.keep("short", "b", clock.now() + 500);
  clock.advance(499);
  deepEqual([recent.get("long"), recent.get("short")], ["a", "b"]);
  clock.advance(1);
  deepEqual([recent.get("long"), recent.get("short")], ["a", undefined]);
  clock.advance(1500);
  equal(recent.get("long"), undefined);
});

Deno.test("what begins with a prefix is forgotten, and nothing else", () => {
  const clock = manualClock(0);
  const recent = createRecent<number>(clock);
  for (const [index, key] of ["a:1", "a:2", "ab:1"].entries()) recent.keep(key, index, 1000);
  recent.drop("a:");
  deepEqual(["a:1", "a:2", "ab:1"].map(recent.get), [undefined, undefined, 2]);
});

Deno.test("of more than fifty the first are forgotten", () => {
  const recent = createRecent<number>(manualClock(0));
  for (let key = 0; key < 51; key++) recent.keep(String(key), key, 1000);
  deepEqual([recent.get("0"), recent.get("1"), recent.get("50")], [undefined, 1, 50]);
});
