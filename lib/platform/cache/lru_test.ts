import { equal, throws } from "node:assert/strict";
import { createLru } from "./lru.ts";

Deno.test("what was used longest ago goes first", () => {
  const lru = createLru<number>(3);
  for (const [key, value] of [["a", 1], ["b", 2], ["c", 3]] as const) lru.set(key, value, 1);
  equal(lru.get("a"), 1);
  lru.set("d", 4, 1);
  equal(lru.get("b"), undefined);
  equal(lru.get("a"), 1);
  equal(lru.size(), 3);
});

Deno.test("sizes count, also when a value is replaced", () => {
  const lru = createLru<string>(10);
  lru.set("a", "x", 6);
  lru.set("a", "y", 4);
  lru.set("b", "z", 6);
  equal(lru.size(), 10);
  equal(lru.get("a"), "y");
  lru.set("c", "w", 6);
  equal(lru.get("b"), undefined);
  equal(lru.size(), 10);
});

Deno.test("what is larger than the whole is not kept, and its older value is gone", () => {
  const lru = createLru<string>(10);
  lru.set("a", "small", 1);
  lru.set("a", "huge", 11);
  equal(lru.get("a"), undefined);
  equal(lru.size(), 0);
});

Deno.test("keys and prefixes are dropped", () => {
  const lru = createLru<number>(10);
  for (const key of ["p:1", "p:2", "q"]) lru.set(key, 1, 2);
  lru.deletePrefix("p:");
  lru.delete("never");
  equal(lru.size(), 2);
  equal(lru.get("q"), 1);
});

Deno.test("a capacity must be positive", () => {
  throws(() => createLru(0), RangeError);
  throws(() => createLru(NaN), RangeError);
});
