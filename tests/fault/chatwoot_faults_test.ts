import { deepEqual, equal, ok } from "node:assert/strict";
import { seededRandom } from "@/sim/mod.ts";
import { servedStore } from "../support/both_stores.ts";
import { type FaultProxy, type NetworkFault, startFaultProxy } from "../support/fault_proxy.ts";
import { type SyncWorld, syncWorld } from "../support/sync_world.ts";
import { equalMirrors } from "../sync/mirror.ts";

/** What a vendor has for each try here, milliseconds. */
const TIMEOUT_MS = 250;

/** A world whose vendor is behind a network that can fail. */
interface FaultyWorld extends SyncWorld {
  proxy: FaultProxy;
  /** Does something when so many more requests have been sent. */
  atRequest(count: number, work: () => void): void;
}

/** An account behind a network that can fail. */
async function withNetwork(use: (world: FaultyWorld) => Promise<void>): Promise<void> {
  const store = await servedStore.open();
  const atRequest = new Map<number, () => void>();
  let requests = 0;
  let proxy: FaultProxy | null = null;
  // the stand-in's address is known only after it has started
  const inner = await syncWorld(store, { configured: false });
  try {
    proxy = startFaultProxy(inner.fake.url, seededRandom(7));
    const baseUrl = proxy.url;
    const counting: typeof fetch = (input, init) => {
      atRequest.get(++requests)?.();
      return fetch(input, init);
    };
    const options = { baseUrl, configured: true, timeoutMs: TIMEOUT_MS, fetch: counting };
    const connectors = inner.connect(options);
    await connectors.ensureConnections(inner.scopeId);
    const { state } = inner.fake;
    const inbox = state.createInbox({ name: "Web", channelType: "Channel::WebWidget" });
    for (let number = 1; number <= 60; number++) {
      const contact = state.createContact({ name: `C${number}`, email: `c${number}@x.example` });
      const { id } = state.createConversation({ inboxId: inbox.id, contactId: contact.id });
      for (const content of ["Hello", "Any news?"]) {
        state.createMessage({ conversationId: id, content, type: "incoming" });
      }
    }
    await use({
      ...inner,
      proxy,
      atRequest: (count, work) => void atRequest.set(requests + count, work),
      connectors,
      fake: { ...inner.fake, url: baseUrl },
      sync: (mode) => inner.sync(mode, connectors),
    });
  } finally {
    await proxy?.close();
    await inner.close();
    await store.close();
  }
}

async function codeOf({ connectors, scopeId }: SyncWorld): Promise<string | undefined> {
  const [state] = await connectors.list(scopeId);
  return state?.status_detail?.code;
}

const faults: [name: string, fault: NetworkFault, code: string][] = [
  ["refused connections", { kind: "refuse" }, "unreachable"],
  ["replies that never come", { kind: "hang" }, "timeout"],
  ["connections that break", { kind: "reset" }, "unreachable"],
  ["replies that are cut", { kind: "cut", afterBytes: 400 }, "cut_short"],
  [
    "replies slower than the time they have",
    { kind: "slow", latencyMs: 400, jitterMs: 0 },
    "timeout",
  ],
];

for (const [name, fault, code] of faults) {
  Deno.test({
    name: `${name}: the sync fails saying so, and finishes once they end`,
    ignore: !servedStore.available,
    fn: () =>
      withNetwork(async (world) => {
        world.proxy.set(fault);
        equal(await world.sync(), "failed");
        equal(await codeOf(world), code);
        world.proxy.set({ kind: "none" });
        // a breaker that has opened lets a probe through after its time
        world.clock.advance(30_000);
        equal(await world.sync(), "succeeded");
        await equalMirrors(world);
      }),
  });

  Deno.test({
    name: `${name} in the middle: what was read stays, and the rest follows`,
    ignore: !servedStore.available,
    fn: () =>
      withNetwork(async (world) => {
        // the first 25 conversations with their messages are committed by then
        world.atRequest(60, () => world.proxy.set(fault));
        equal(await world.sync(), "failed");
        const [kept] = await world.sql`select count(*)::int as rows from chatwoot_conversations`;
        ok(kept!.rows >= 25 && kept!.rows < 60, `${kept!.rows} kept`);
        world.proxy.set({ kind: "none" });
        world.clock.advance(30_000);
        equal(await world.sync(), "succeeded");
        await equalMirrors(world);
      }),
  });
}

Deno.test({
  name: "latency, jitter and connections that close late only take time",
  ignore: !servedStore.available,
  fn: () =>
    withNetwork(async (world) => {
      world.proxy.set({ kind: "slow", latencyMs: 2, jitterMs: 10 });
      equal(await world.sync(), "succeeded");
      await equalMirrors(world);
      world.proxy.set({ kind: "slow_close", holdMs: 20 });
      world.fake.state.createMessage({ conversationId: 1, content: "Late", type: "incoming" });
      equal(await world.sync(), "succeeded");
      await equalMirrors(world);
    }),
});

Deno.test({
  name: "a storm of 429, 5xx and web pages passes, and nothing is missing",
  ignore: !servedStore.available,
  fn: () =>
    withNetwork(async (world) => {
      const { fake } = world;
      fake.faults.add({
        ...{ kind: "status", status: 429, body: "Retry later", contentType: "text/plain" },
        times: 7,
      });
      fake.faults.add({ kind: "status", status: 502, after: 5, times: 4 });
      fake.faults.add({ kind: "html", after: 9, times: 1 });
      fake.faults.add({ kind: "cut", after: 12, times: 3 });
      const outcomes: string[] = [];
      for (let run = 0; run < 8 && outcomes.at(-1) !== "succeeded"; run++) {
        outcomes.push(await world.sync());
        world.clock.advance(60_000);
      }
      equal(outcomes.at(-1), "succeeded", outcomes.join(" "));
      await equalMirrors(world);
    }),
});

Deno.test({
  name:
    "the breaker: five failures open it, nothing is sent for 30 s, one probe, open again, closed",
  ignore: !servedStore.available,
  fn: () =>
    withNetwork(async (world) => {
      const states = () =>
        world.heard.flatMap((event) => event.type === "circuit_changed" ? [event.state] : []);
      world.proxy.set({ kind: "refuse" });
      // three tries a sync
      await world.sync();
      deepEqual(states(), []);
      await world.sync();
      deepEqual(states(), ["open"]);
      const sent = world.proxy.connections();
      equal(await world.sync(), "failed");
      equal(await codeOf(world), "breaker_open");
      equal(world.proxy.connections(), sent);

      world.clock.advance(30_000);
      equal(await world.sync(), "failed");
      deepEqual(states(), ["open", "half_open", "open"]);
      equal(world.proxy.connections(), sent + 1);

      world.proxy.set({ kind: "none" });
      world.clock.advance(30_000);
      equal(await world.sync(), "succeeded");
      deepEqual(states().slice(3), ["half_open", "closed"]);
      await equalMirrors(world);
    }),
});
