import { deepEqual, equal, rejects } from "node:assert/strict";
import { type Clock, manualClock } from "../platform/mod.ts";
import { evenPace } from "./pace.ts";

const never = new AbortController().signal;

Deno.test("requests one after the other are spaced evenly", async () => {
  const clock = manualClock(1000);
  const pace = evenPace(5, clock);
  await pace(never);
  await pace(never);
  await pace(never);
  deepEqual(clock.slept, [200, 200]);
});

Deno.test("requests at the same time queue up behind each other", async () => {
  const waits: number[] = [];
  const clock: Clock = { now: () => 0, sleep: (ms) => Promise.resolve(void waits.push(ms)) };
  const pace = evenPace(10, clock);
  await Promise.all([pace(never), pace(never), pace(never)]);
  deepEqual(waits, [100, 200]);
});

Deno.test("a pause is not saved up for a burst", async () => {
  const clock = manualClock(0);
  const pace = evenPace(1, clock);
  await pace(never);
  clock.advance(10_000);
  await pace(never);
  await pace(never);
  deepEqual(clock.slept, [1000]);
});

Deno.test("0 means no limit", async () => {
  const clock = manualClock(0);
  const pace = evenPace(0, clock);
  for (let count = 0; count < 100; count++) await pace(never);
  equal(clock.slept.length, 0);
});

Deno.test("a waiting request ends when it is aborted", async () => {
  const clock = manualClock(0);
  const pace = evenPace(1, clock);
  await pace(never);
  await rejects(pace(AbortSignal.abort(new Error("stopped"))), /stopped/);
});
