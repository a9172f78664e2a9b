import type { Sql } from "postgres";
import {
  type Clock,
  createHttpClient,
  createLogger,
  type EventBus,
  type LiveEvent,
  migrate,
  openCache,
  openEventBus,
  systemClock,
} from "@/lib/platform/mod.ts";
import { type Connectors, createConnectors } from "@/lib/connectors/mod.ts";
import { type ChatwootFake, startChatwootFake } from "@/sim/mod.ts";
import type { FakeOptions } from "@/sim/mod.ts";

/** An account at the stand-in, and the connector that syncs it into a database. */
export interface SyncWorld {
  sql: Sql;
  scopeId: string;
  fake: ChatwootFake;
  connectors: Connectors;
  events: EventBus;
  heard: LiveEvent[];
  sync(mode?: "incremental" | "full"): Promise<string>;
  close(): Promise<void>;
}

/** Token of the stand-in's administrator. */
export const TOKEN = "admin-token";

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

/** Starts a stand-in with an administrator, and connectors on a migrated database. */
export async function syncWorld(
  sql: Sql,
  options: FakeOptions & { ourClock?: Clock; token?: string; accountId?: number } = {},
): Promise<SyncWorld> {
  const log = createLogger({ level: "silent" });
  await migrate(sql, "migrations", log);
  const scopeId = await makeScope(sql);
  const fake = startChatwootFake({ rateLimit: 0, ...options, accountId: 1 });
  fake.state.createAgent({
    name: "Admin",
    email: "admin@agency.example",
    role: "administrator",
    token: TOKEN,
    inboxIds: [],
  });
  const clock = options.ourClock ?? systemClock;
  const dataDir = await Deno.makeTempDir({ prefix: "control-tower-test-" });
  const cache = await openCache({ redisUrl: null, dataDir }, { log, clock });
  const events = await openEventBus({ redisUrl: null }, { log, clock });
  const heard: LiveEvent[] = [];
  events.subscribe(({ event }) => heard.push(event));
  const connectors = createConnectors({
    sql,
    clock,
    events,
    log,
    http: createHttpClient({
      fetch,
      clock,
      random: () => 0.5,
      cache,
      log,
      events,
      accountScopeId: scopeId,
    }),
    config: {
      mode: "served",
      completenessMinPct: 95,
      chatwoot: {
        baseUrl: fake.url,
        accountId: String(options.accountId ?? 1),
        token: options.token ?? TOKEN,
        requestsPerSecond: 0,
        concurrency: 8,
      },
    },
  });
  await connectors.ensureConnections(scopeId);
  return {
    sql,
    scopeId,
    fake,
    connectors,
    events,
    heard,
    async sync(mode = "incremental") {
      const signal = new AbortController().signal;
      const [result] = await connectors.sync(scopeId, { mode, trigger: "manual", signal });
      return result?.outcome ?? "none";
    },
    async close() {
      await fake.close();
      await events.close();
      await cache.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}
