import type { Sql } from "postgres";
import {
  type BreakerState,
  createHttpClient,
  createLogger,
  createSecretBox,
  type EventBus,
  type LiveEvent,
  openEventBus,
} from "@/lib/platform/mod.ts";
import { type Connectors, createConnectors } from "@/lib/connectors/mod.ts";
import { seededRandom } from "@/sim/mod.ts";
import { createKvStore } from "../../lib/platform/cache/kv_store.ts";
import { createCacheOn } from "../../lib/platform/cache/remember.ts";
import { type FaultProxy, type NetworkFault, startFaultProxy } from "../support/fault_proxy.ts";
import { connectAccount } from "../sync/connected_account.ts";
import type { MakeAccount, VendorAccount } from "../sync/vendor_accounts.ts";

const log = createLogger({ level: "silent" });

const SECRET_KEY = "a-key-of-the-tests-with-32-characters";

/** What a vendor has for each try while it is in trouble, milliseconds; otherwise the product's own. */
const TIMEOUT_MS = 250;

/** An account behind a network that can fail. */
export interface FaultyWorld {
  account: VendorAccount;
  sql: Sql;
  clock: VendorAccount["clock"];
  /** Requests sent so far, repeated ones included. */
  requests(): number;
  /** Does something when so many more requests have been sent. */
  atRequest(count: number, work: () => void): void;
  /** Lets the network fail; the vendor then has little time for each try. */
  fail(fault: NetworkFault): void;
  /** Lets the network be slow; the vendor has all its time. */
  delay(fault: NetworkFault): void;
  /** Lets it work again. */
  recover(): void;
  /** Changes the bodies of replies; null: they stay as they are. */
  alter: ((body: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) | null;
  connectors: Connectors;
  /** Lets a second pass and syncs. Returns the outcome. */
  sync(mode?: "incremental" | "full"): Promise<string>;
  /** Code of what is said of the connection. */
  code(): Promise<string | undefined>;
  /** Rows of the vendor that are here. */
  rows(): Promise<number>;
  /** States the vendor's breaker went through. */
  circuit(): string[];
  breaker(): Promise<BreakerState>;
  /** Asks the vendor for its front page, as another process would. Returns the failure's code, null without one. */
  ask(): Promise<string | null>;
  close(): Promise<void>;
}

/**
 * Starts an account with a few rows behind a proxy, and connects it in a scope of a migrated database.
 *
 * @param instead address to connect in place of the proxy's
 */
export async function faultyWorld(
  sql: Sql,
  make: MakeAccount,
  instead?: string,
): Promise<FaultyWorld> {
  let proxy: FaultProxy | null = null;
  let url = "";
  const account = await connectAccount(sql, make, {
    small: true,
    through(own) {
      proxy = startFaultProxy(own, seededRandom(7));
      return url = instead ?? proxy.url;
    },
  });
  account.change(0);
  const { clock, scopeId, settings } = account;
  const cache = createCacheOn(createKvStore(await Deno.openKv(":memory:"), clock), { log });
  const events: EventBus = await openEventBus({ redisUrl: null }, { log, clock });
  const heard: LiveEvent[] = [];
  events.subscribe(({ event }) => heard.push(event));
  const atRequest = new Map<number, () => void>();
  let requests = 0;
  const counting: typeof fetch = async (input, init) => {
    atRequest.get(++requests)?.();
    const reply = await fetch(input, init);
    if (world.alter === null) return reply;
    const { status, headers } = reply;
    const body = world.alter(new Uint8Array(await reply.arrayBuffer()));
    return new Response(body, { status, headers });
  };
  let timeoutMs: number | undefined;
  const http = createHttpClient({
    ...{ fetch: counting, clock, random: () => 0.5, cache, log, events, accountScopeId: scopeId },
    get timeoutMs() {
      return timeoutMs;
    },
  });
  const connectors = createConnectors({
    ...{ sql, clock, events, log, http, box: createSecretBox(SECRET_KEY) },
    config: {
      ...{ mode: "served", completenessMinPct: 95, connectorHosts: [new URL(url).host] },
      vendorPace: {
        chatwoot: { requestsPerSecond: 0, concurrency: 4 },
        linear: { requestsPerSecond: 0 },
        attio: { requestsPerSecond: 0 },
      },
      ...settings,
    },
  });
  const world: FaultyWorld = {
    ...{ account, sql, clock, connectors, alter: null },
    requests: () => requests,
    atRequest: (count, work) => void atRequest.set(requests + count, work),
    fail(fault) {
      timeoutMs = TIMEOUT_MS;
      proxy!.set(fault);
    },
    delay: (fault) => proxy!.set(fault),
    recover() {
      timeoutMs = undefined;
      proxy!.set({ kind: "none" });
    },
    async sync(mode = "incremental") {
      clock.advance(1000);
      const { signal } = new AbortController();
      const [result] = await connectors.sync(scopeId, { mode, trigger: "schedule", signal });
      return result?.outcome ?? "none";
    },
    async code() {
      const [state] = await connectors.list(scopeId);
      return state?.status_detail?.code;
    },
    async rows() {
      const [state] = await connectors.list(scopeId);
      return Object.values(state!.rows).reduce((sum, count) => sum + count, 0);
    },
    circuit: () => heard.flatMap((event) => event.type === "circuit_changed" ? [event.state] : []),
    breaker: () => http.breaker(new URL(url).host),
    ask: () =>
      http.request(url, {}, { tries: 1 }).then(async (reply) => {
        await reply.body?.cancel();
        return null;
      }, ({ code }) => code),
    async close() {
      await proxy!.close();
      await account.close();
      await events.close();
      await cache.close();
    },
  };
  return world;
}
