/** What a sync goes through when the way to its vendor, or the vendor, fails: the same for all. */
import { deepEqual, equal, ok } from "node:assert/strict";
import type { FaultRule } from "@/sim/mod.ts";
import type { NetworkFault } from "../support/fault_proxy.ts";
import type { FaultyWorld } from "./faulty_world.ts";

/** What of a vendor's the steps have to know. */
export interface VendorFaults {
  /** A request of the first load by which some rows are committed, and not all. */
  midway: number;
  /** A refusal by the vendor's own limits, which says to come again after so many milliseconds. */
  limited(now: number): { rule: FaultRule; waitMs: number };
  /** An answer with status 200 that states an error, and what it is taken for. */
  statedError: { rule: FaultRule; code: string };
  /** A word that one row has, with the table and column it comes to. */
  word: [word: string, table: string, column: string];
}

/** One step: a world of its own, with nothing synced yet. */
export interface FaultStep {
  name: string;
  run(world: FaultyWorld, vendor: VendorFaults): Promise<void>;
}

/** How long an open breaker lets nothing through, milliseconds. */
const OPEN_MS = 30_000;

/** Fails unless everything is here, after the next sync if the breaker has opened. */
async function finishes(world: FaultyWorld): Promise<void> {
  world.clock.advance(OPEN_MS);
  equal(await world.sync(), "succeeded");
  await world.account.equalMirrors(world.sql);
  equal((await world.breaker()).state, "closed");
}

const faults: [name: string, fault: NetworkFault, codes: string[]][] = [
  ["refused connections", { kind: "refuse" }, ["unreachable"]],
  ["replies that never come", { kind: "hang" }, ["timeout"]],
  ["connections that break", { kind: "reset" }, ["unreachable", "cut_short"]],
  // the end may come with the headers or with the body
  ["replies that are cut", { kind: "cut", afterBytes: 400 }, ["cut_short", "unreachable"]],
  [
    "replies slower than the time they have",
    { kind: "slow", latencyMs: 400, jitterMs: 50 },
    ["timeout"],
  ],
];

const networkSteps = faults.flatMap(([name, fault, codes]): FaultStep[] => [{
  name: `${name}: the sync fails saying so, and finishes once they end`,
  async run(world) {
    world.fail(fault);
    equal(await world.sync(), "failed");
    const code = await world.code();
    ok(codes.includes(code!), code);
    world.recover();
    await finishes(world);
  },
}, {
  name: `${name} in the middle: what was read stays, and the rest follows`,
  async run(world, { midway }) {
    world.atRequest(midway, () => world.fail(fault));
    equal(await world.sync(), "failed");
    const kept = await world.rows();
    world.recover();
    await finishes(world);
    const all = await world.rows();
    ok(kept > 0 && kept < all, `${kept} of ${all} rows were kept`);
  },
}]);

/** Syncs until one succeeds, a minute after each other. Returns how many it took. */
async function syncsUntilSuccess(world: FaultyWorld): Promise<number> {
  for (let run = 1; run <= 12; run++) {
    if (await world.sync() === "succeeded") return run;
    world.clock.advance(60_000);
  }
  throw new Error("no sync succeeded");
}

const vendorSteps: FaultStep[] = [
  {
    name: "latency, jitter and connections that close late only take time",
    async run(world) {
      world.delay({ kind: "slow", latencyMs: 2, jitterMs: 10 });
      equal(await world.sync(), "succeeded");
      await world.account.equalMirrors(world.sql);
      world.delay({ kind: "slow_close", holdMs: 20 });
      world.account.change(1);
      equal(await world.sync("full"), "succeeded");
      await world.account.equalMirrors(world.sql);
      deepEqual(world.circuit(), []);
    },
  },
  {
    name: "the vendor's own limit is waited for as long as it says, and opens no breaker",
    async run(world, { limited }) {
      const { rule, waitMs } = limited(world.clock.now() + 1000);
      world.account.faults.add({ ...rule, times: 1 });
      equal(await world.sync(), "succeeded");
      deepEqual(world.clock.slept.filter((ms) => ms > 1000), [waitMs]);
      deepEqual(world.circuit(), []);
      await world.account.equalMirrors(world.sql);
    },
  },
  {
    name: "a storm of refusals by the limit passes, and nothing is missing",
    async run(world, { limited }) {
      const { rule } = limited(world.clock.now() + 1000);
      world.account.faults.add({ ...rule, times: 9 });
      world.account.faults.add({ ...rule, after: 4, times: 9 });
      ok(await syncsUntilSuccess(world) > 1);
      deepEqual(world.circuit(), []);
      await world.account.equalMirrors(world.sql);
    },
  },
  {
    name: "a storm of 5xx, web pages and cut bodies passes, and nothing is missing",
    async run(world) {
      const { faults } = world.account;
      faults.add({ kind: "status", status: 502, after: 2, times: 6 });
      faults.add({ kind: "html", after: 4, times: 1 });
      faults.add({ kind: "status", status: 503, after: 6, times: 5 });
      faults.add({ kind: "cut", after: 7, times: 4 });
      faults.add({ kind: "status", status: 500, times: 1 });
      ok(await syncsUntilSuccess(world) > 1);
      await world.account.equalMirrors(world.sql);
    },
  },
  {
    name: "an error told with status 200 advances nothing",
    async run(world, { statedError: { rule, code } }) {
      world.account.faults.add({ ...rule, times: -1 });
      equal(await world.sync(), "failed");
      equal(await world.code(), code);
      equal(await world.rows(), 0);
      world.account.faults.clear();
      await finishes(world);
    },
  },
];

const breakerSteps: FaultStep[] = [
  {
    name: "the breaker: five failures open it, nothing is sent for 30 s, one probe, open, closed",
    async run(world) {
      world.fail({ kind: "refuse" });
      while (world.circuit().length === 0) equal(await world.sync(), "failed");
      deepEqual([world.circuit(), world.requests()], [["open"], 5]);

      const { openedAt } = await world.breaker();
      world.clock.advance(openedAt! + OPEN_MS - 1001 - world.clock.now());
      // the sync lets a second pass: it begins a millisecond before the time
      equal(await world.sync(), "failed");
      equal(await world.code(), "breaker_open");
      deepEqual([world.circuit(), world.requests()], [["open"], 5]);

      equal(await world.sync(), "failed");
      deepEqual(world.circuit(), ["open", "half_open", "open"]);
      equal(world.requests(), 6);

      world.recover();
      await finishes(world);
      deepEqual(world.circuit().slice(3), ["half_open", "closed"]);
    },
  },
  {
    name: "while the probe is under way, nobody else sends anything",
    async run(world) {
      world.fail({ kind: "refuse" });
      while (world.circuit().length === 0) await world.sync();
      world.clock.advance(OPEN_MS);
      world.fail({ kind: "hang" });
      const probing = world.sync();
      while (world.requests() < 6) await new Promise((resolve) => setTimeout(resolve, 0));
      equal(await world.ask(), "breaker_open");
      equal((await world.breaker()).state, "half_open");
      equal(await probing, "failed");
      deepEqual([world.requests(), world.circuit().at(-1)], [6, "open"]);
      world.recover();
      await finishes(world);
    },
  },
];

/** Every step, in order. */
export const FAULT_STEPS: readonly FaultStep[] = [
  ...networkSteps,
  ...vendorSteps,
  ...breakerSteps,
];
