import type { Sql } from "postgres";
import {
  type Clock,
  createHttpClient,
  createLogger,
  createSecretBox,
  type EventBus,
  type HttpClient,
  manualClock,
  openCache,
  openEventBus,
} from "@/lib/platform/mod.ts";
import { type Connectors, type ConnectorState, createConnectors } from "@/lib/connectors/mod.ts";
import { createLinearFake, type LinearFakeOptions, linearSchema } from "@/sim/mod.ts";
import { servedStore, type StoreKind } from "./both_stores.ts";
import { makeScope, START } from "./sync_world.ts";

/** The key of the workspace's administrator. */
export const LINEAR_KEY = "lin_api_admin";

const log = createLogger({ level: "silent" });
const schema = linearSchema();

/** How the product is set up for a test. */
export interface LinearConnectOptions {
  /** Another database handle, such as one that breaks. */
  sql?: Sql;
  token?: string;
  /** The product's clock, where it is not the stand-in's. */
  clock?: Clock;
  /** Told of each request before it is answered; a reply it gives takes the answer's place. */
  told?: (operation: string, variables: Record<string, unknown>) => Response | void;
  /** Rows the stand-in gives at once, where it is to be fewer than asked for. */
  mostRows?: number;
}

/** A workspace at the stand-in, and the connector that syncs it into a scope of a database. */
export interface LinearWorld {
  sql: Sql;
  scopeId: string;
  /** Address of the stand-in, which is asked without a port; a breaker is a host's own. */
  url: string;
  /** The clock of both sides. */
  clock: ReturnType<typeof manualClock>;
  fake: ReturnType<typeof createLinearFake>;
  state: ReturnType<typeof createLinearFake>["state"];
  /** Id of the workspace's administrator. */
  admin: string;
  connectors: Connectors;
  /** Operations asked of the stand-in, in order. */
  asked: string[];
  connectionId(): Promise<string>;
  /** How the connection stands. */
  look(): Promise<ConnectorState>;
  /** Connectors of another process on the same database and stand-in. */
  connect(options?: LinearConnectOptions): Connectors;
  /** The client for vendors that connectors made with these options use. */
  http(options?: LinearConnectOptions): HttpClient;
  /** Lets a second pass and syncs. Returns the outcome. */
  sync(mode?: "incremental" | "full", by?: Connectors): Promise<string>;
}

/** What worlds in one test share: opening a cache for each would take longer than syncing. */
export interface LinearGround {
  sql: Sql;
  events: EventBus;
  cacheOf(clock: ReturnType<typeof manualClock>): ReturnType<typeof openCache>;
  close(): Promise<void>;
}

/** Opens what worlds share; the database is migrated. */
export async function linearGround(sql: Sql): Promise<LinearGround> {
  const dataDir = await Deno.makeTempDir({ prefix: "control-tower-test-" });
  const clock = manualClock(START);
  const events = await openEventBus({ redisUrl: null }, { log, clock });
  let cache: ReturnType<typeof openCache> | null = null;
  return {
    sql,
    events,
    cacheOf: (clock) => cache ??= openCache({ redisUrl: null, dataDir }, { log, clock }),
    async close() {
      await events.close();
      await (await cache)?.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

/** Makes a workspace with an administrator, and connectors in a new scope of the database. */
export async function linearWorld(
  ground: LinearGround,
  options: LinearFakeOptions = {},
): Promise<LinearWorld> {
  const { sql, events } = ground;
  const scopeId = await makeScope(sql, `s-${crypto.randomUUID()}`);
  const clock = manualClock(START);
  const fake = createLinearFake({ schema, allowances: null, ...options, clock });
  const { state } = fake;
  const admin = state.createUser({ name: "Ada", email: "ada@agency.example", admin: true });
  state.createCredential({ token: LINEAR_KEY, userId: admin.id });
  const asked: string[] = [];
  const url = `http://${scopeId}.linear.test`;
  const cache = await ground.cacheOf(clock);

  const http = (own: LinearConnectOptions = {}): HttpClient => {
    const ask: typeof fetch = async (input, init) => {
      init?.signal?.throwIfAborted();
      const { query, variables } = JSON.parse(String(init?.body));
      const operation = /^\w+ (\w+)/.exec(query)?.[1] ?? "";
      asked.push(operation);
      const reply = own.told?.(operation, variables);
      if (reply !== undefined) return reply;
      if (own.mostRows !== undefined && variables.first !== undefined) {
        variables.first = Math.min(variables.first, own.mostRows);
      }
      const body = JSON.stringify({ query, variables });
      return await fake.handler(new Request(input, { ...init, body }));
    };
    const tools = { clock: own.clock ?? clock, cache, log, events, accountScopeId: scopeId };
    return createHttpClient({ ...tools, fetch: ask, random: () => 0.5 });
  };
  const connect = (own: LinearConnectOptions = {}): Connectors =>
    createConnectors({
      ...{ sql: own.sql ?? sql, clock: own.clock ?? clock, events, log, http: http(own) },
      box: createSecretBox("a-key-of-the-tests-with-32-characters"),
      config: {
        mode: "served",
        completenessMinPct: 95,
        vendorPace: {
          chatwoot: { requestsPerSecond: 0, concurrency: 8 },
          linear: { requestsPerSecond: 0 },
          attio: { requestsPerSecond: 0 },
        },
        connectorHosts: [new URL(url).host],
        linear: { baseUrl: url, token: own.token ?? LINEAR_KEY, requestsPerSecond: 0 },
      },
    });
  const connectors = connect();
  await connectors.ensureConnections(scopeId);
  return {
    ...{ sql, scopeId, url, clock, fake, state, asked, connect, http, connectors, admin: admin.id },
    async connectionId() {
      const [row] = await sql<[{ id: string }]>`
        select id from connections where account_scope_id = ${scopeId}`;
      return row.id;
    },
    async look() {
      return (await connectors.list(scopeId))[0]!;
    },
    async sync(mode = "incremental", by = connectors) {
      clock.advance(1000);
      const { signal } = new AbortController();
      const [result] = await by.sync(scopeId, { mode, trigger: "manual", signal });
      return result?.outcome ?? "none";
    },
  };
}

/** Cases by name, each of them with a workspace and a scope of its own. */
export type LinearCases = Record<string, (world: LinearWorld) => Promise<void>>;

/**
 * Registers cases that share a database, on PostgreSQL and, where it is asked for, on the embedded
 * one as well; `options` are those of their workspaces.
 */
export function linearCases(
  name: string,
  cases: LinearCases,
  { stores = [servedStore], ...options }: LinearFakeOptions & { stores?: readonly StoreKind[] } =
    {},
): void {
  for (const kind of stores) {
    Deno.test({ name: `${name}, on ${kind.name}`, ignore: !kind.available }, async (t) => {
      const store = await kind.open();
      const ground = await linearGround(store.sql);
      try {
        for (const [name, run] of Object.entries(cases)) {
          await t.step(name, async () => await run(await linearWorld(ground, options)));
        }
      } finally {
        await ground.close();
        await store.close();
      }
    });
  }
}
