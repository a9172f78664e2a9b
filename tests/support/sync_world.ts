import type { Sql } from "postgres";
import {
  type Cache,
  type Clock,
  createHttpClient,
  createLogger,
  createSecretBox,
  type EventBus,
  type LiveEvent,
  manualClock,
  openEventBus,
} from "@/lib/platform/mod.ts";
import { type Connectors, createConnectors } from "@/lib/connectors/mod.ts";
import { type ChatwootFake, startChatwootFake } from "@/sim/mod.ts";
import type { FakeOptions } from "@/sim/mod.ts";
import { createKvStore } from "../../lib/platform/cache/kv_store.ts";
import { createCacheOn } from "../../lib/platform/cache/remember.ts";
import { createRedisStore } from "../../lib/platform/cache/redis_store.ts";
import { connectRedis } from "../../lib/platform/redis.ts";

/** What stored tokens are encrypted with. */
const SECRET_KEY = "a-key-of-the-tests-with-32-characters";

/** Token of the stand-in's administrator. */
export const TOKEN = "admin-token";

/** When stand-ins' clocks start: a Monday morning. */
export const START = Date.UTC(2026, 10, 23, 9);

const log = createLogger({ level: "silent" });

/** Makes the tenant every test needs: a scope with its unassigned project. Returns the scope's id. */
export async function makeScope(sql: Sql, slug = "default"): Promise<string> {
  const [scope] = await sql<{ id: string }[]>`
    insert into account_scopes (slug, name) values (${slug}, ${slug}) returning id`;
  await sql`
    insert into projects (account_scope_id, kind, slug, name) values (${
    scope!.id
  }, 'unassigned', 'unassigned', 'Unassigned')`;
  return scope!.id;
}

/** Makes a client project. Returns its id. */
export async function makeProject(sql: Sql, scopeId: string, slug: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into projects (account_scope_id, slug, name) values (${scopeId}, ${slug}, ${slug}) returning id`;
  return row!.id;
}

/** How the product is set up for a test. */
export interface ConnectOptions {
  /** Another database handle, such as one that breaks. */
  sql?: Sql;
  token?: string;
  accountId?: number;
  baseUrl?: string;
  requestsPerSecond?: number;
  fetch?: typeof fetch;
  clock?: Clock;
  /** Milliseconds a vendor has for each try. */
  timeoutMs?: number;
  /** False: the settings name no account. */
  configured?: boolean;
  /** What stored tokens are encrypted with; null: nothing. */
  secretKey?: string | null;
}

/** An account at the stand-in, and the connector that syncs it into a scope of a database. */
export interface SyncWorld {
  sql: Sql;
  scopeId: string;
  /** The clock of the stand-in and, unless told otherwise, of the product. */
  clock: ReturnType<typeof manualClock>;
  fake: ChatwootFake;
  connectors: Connectors;
  events: EventBus;
  /** Live events of this scope. */
  heard: LiveEvent[];
  connectionId(): Promise<string>;
  /** Connectors of another process on the same database and stand-in. */
  connect(options?: ConnectOptions): Connectors;
  /** Lets a second pass and syncs. Returns the outcome. */
  sync(mode?: "incremental" | "full", by?: Connectors): Promise<string>;
  close(): Promise<void>;
}

/** Where a world keeps its rows; the database is migrated. */
export interface WorldStore {
  sql: Sql;
  /** Null: cache and events stay within the process. */
  redisUrl: string | null;
}

async function openWorldCache(
  { redisUrl }: WorldStore,
  clock: Clock,
): Promise<{ cache: Cache; clear(): Promise<void> }> {
  if (redisUrl === null) {
    const kv = createKvStore(await Deno.openKv(":memory:"), clock);
    return { cache: createCacheOn(kv, { log }), clear: () => Promise.resolve() };
  }
  // keys of its own: ports are used again, and a breaker of an earlier test must not count
  const prefix = `ct-test:${crypto.randomUUID()}:`;
  const store = createRedisStore(connectRedis(redisUrl, log, "test"), clock, prefix);
  return { cache: createCacheOn(store, { log }), clear: () => store.deletePrefix("") };
}

/** Starts a stand-in with an administrator, and connectors in a new scope of a migrated database. */
export async function syncWorld(
  store: WorldStore,
  options: FakeOptions & Omit<ConnectOptions, "fetch"> & { slug?: string } = {},
): Promise<SyncWorld> {
  const { sql } = store;
  const scopeId = await makeScope(sql, options.slug ?? `s-${crypto.randomUUID()}`);
  const clock = manualClock(START);
  const fake = startChatwootFake({ rateLimit: 0, ...options, clock, accountId: 1 });
  fake.state.createAgent({
    name: "Admin",
    email: "admin@agency.example",
    role: "administrator",
    token: TOKEN,
    inboxIds: [],
  });
  const { cache, clear } = await openWorldCache(store, clock);
  const events = await openEventBus(store, { log, clock });
  const heard: LiveEvent[] = [];
  events.subscribe(({ event }) => {
    if (event.accountScopeId === scopeId) heard.push(event);
  });

  const connect = (own: ConnectOptions = {}): Connectors => {
    const set = { ...options, ...own };
    const ours = set.clock ?? clock;
    const key = set.secretKey === undefined ? SECRET_KEY : set.secretKey;
    const box = key === null ? null : createSecretBox(key);
    const tools = { clock: ours, cache, log, events, accountScopeId: scopeId };
    return createConnectors({
      ...{ sql: set.sql ?? sql, clock: ours, events, log, box },
      http: createHttpClient({
        ...tools,
        fetch: own.fetch ?? fetch,
        random: () => 0.5,
        timeoutMs: set.timeoutMs,
      }),
      config: {
        mode: "served",
        completenessMinPct: 95,
        vendorPace: {
          chatwoot: { requestsPerSecond: 0, concurrency: 8 },
          linear: { requestsPerSecond: 0 },
          attio: { requestsPerSecond: 0 },
        },
        connectorHosts: [new URL(fake.url).host],
        chatwoot: set.configured === false ? null : {
          baseUrl: set.baseUrl ?? fake.url,
          accountId: String(set.accountId ?? 1),
          token: set.token ?? TOKEN,
          requestsPerSecond: set.requestsPerSecond ?? 0,
          concurrency: 8,
        },
      },
    });
  };
  const connectors = connect();
  await connectors.ensureConnections(scopeId);
  return {
    ...{ sql, scopeId, clock, fake, connectors, events, heard, connect },
    async connectionId() {
      const [row] = await sql<[{ id: string }]>`
        select id from connections where account_scope_id = ${scopeId}`;
      return row.id;
    },
    async sync(mode = "incremental", by = connectors) {
      clock.advance(1000);
      const { signal } = new AbortController();
      const [result] = await by.sync(scopeId, { mode, trigger: "manual", signal });
      return result?.outcome ?? "none";
    },
    async close() {
      await fake.close();
      await events.close();
      await clear();
      await cache.close();
    },
  };
}
