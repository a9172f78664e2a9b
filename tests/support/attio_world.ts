import type { Sql } from "postgres";
import {
  type Clock,
  createHttpClient,
  createLogger,
  createSecretBox,
  type EventBus,
  manualClock,
  openCache,
  openEventBus,
} from "@/lib/platform/mod.ts";
import { type Connectors, type ConnectorState, createConnectors } from "@/lib/connectors/mod.ts";
import { type AttioFakeOptions, createAttioFake } from "@/sim/mod.ts";
import { servedStore, type StoreKind } from "./both_stores.ts";
import { makeScope, START } from "./sync_world.ts";

/** The workspace's token, with every scope. */
export const ATTIO_TOKEN = "full";

/** Address of the stand-in, which is asked without a port. */
export const ATTIO_URL = "http://attio.test";

const log = createLogger({ level: "silent" });

/** A request as it is told of. */
export interface Told {
  method: string;
  /** Path with query, from `/v2` on. */
  path: string;
  body: Record<string, unknown>;
}

/** How the product is set up for a test. */
export interface AttioConnectOptions {
  /** Another database handle, such as one that breaks. */
  sql?: Sql;
  token?: string;
  /** The product's clock, where it is not the stand-in's. */
  clock?: Clock;
  /** False: the settings name no workspace. */
  configured?: boolean;
  requestsPerSecond?: number;
  /** Told of each request before it is answered; a reply it gives takes the answer's place. */
  told?: (request: Told) => Response | void;
  /** Changes an answer. */
  answered?: (request: Told, reply: Response) => Response | Promise<Response>;
}

/** A workspace at the stand-in, and the connector that syncs it into a scope of a database. */
export interface AttioWorld {
  sql: Sql;
  scopeId: string;
  /** The clock of both sides. */
  clock: ReturnType<typeof manualClock>;
  fake: ReturnType<typeof createAttioFake>;
  state: ReturnType<typeof createAttioFake>["state"];
  /** Id of the workspace's first member. */
  member: string;
  connectors: Connectors;
  /** Requests to the stand-in, in order, as `GET /v2/…`. */
  asked: string[];
  connectionId(): Promise<string>;
  /** How the connection stands. */
  look(): Promise<ConnectorState>;
  /** Connectors of another process on the same database and stand-in. */
  connect(options?: AttioConnectOptions): Connectors;
  /** Lets a second pass and syncs. Returns the outcome. */
  sync(mode?: "incremental" | "full", by?: Connectors): Promise<string>;
}

/** What worlds in one test share: opening a cache for each would take longer than syncing. */
export interface AttioGround {
  sql: Sql;
  events: EventBus;
  cacheOf(clock: ReturnType<typeof manualClock>): ReturnType<typeof openCache>;
  close(): Promise<void>;
}

/** Opens what worlds share; the database is migrated. */
export async function attioGround(sql: Sql): Promise<AttioGround> {
  const dataDir = await Deno.makeTempDir({ prefix: "control-tower-test-" });
  const events = await openEventBus({ redisUrl: null }, { log, clock: manualClock(START) });
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

/** Makes a workspace with a member, and connectors in a new scope of the database. */
export async function attioWorld(
  ground: AttioGround,
  options: AttioFakeOptions = {},
): Promise<AttioWorld> {
  const { sql, events } = ground;
  const scopeId = await makeScope(sql, `s-${crypto.randomUUID()}`);
  const clock = manualClock(START);
  const fake = createAttioFake({
    limits: { readsPerSecond: 0, writesPerSecond: 0 },
    plainWebhooks: true,
    ...options,
    clock,
  });
  const { state } = fake;
  state.grant({ token: ATTIO_TOKEN });
  const { id: member } = state.createMember({
    ...{ firstName: "Ann", lastName: "Lee", email: "ann@agency.example", accessLevel: "admin" },
  });
  const asked: string[] = [];
  const cache = await ground.cacheOf(clock);
  await cache.deletePrefix("");

  const connect = (own: AttioConnectOptions = {}): Connectors => {
    const ask: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      const { pathname, search } = new URL(request.url);
      const text = await request.clone().text();
      const { method } = request;
      const told = { method, path: pathname + search, body: text === "" ? {} : JSON.parse(text) };
      asked.push(`${method} ${told.path}`);
      const reply = own.told?.(told) ?? await fake.handler(request);
      return await own.answered?.(told, reply) ?? reply;
    };
    const ours = own.clock ?? clock;
    const tools = { clock: ours, cache, log, events, accountScopeId: scopeId };
    const pace = { requestsPerSecond: own.requestsPerSecond ?? 0 };
    return createConnectors({
      ...{ sql: own.sql ?? sql, clock: ours, events, log },
      box: createSecretBox("a-key-of-the-tests-with-32-characters"),
      http: createHttpClient({ ...tools, fetch: ask, random: () => 0.5 }),
      config: {
        mode: "served",
        completenessMinPct: 95,
        vendorPace: { chatwoot: { ...pace, concurrency: 8 }, linear: pace, attio: pace },
        connectorHosts: [new URL(ATTIO_URL).host],
        attio: own.configured === false
          ? null
          : { baseUrl: ATTIO_URL, token: own.token ?? ATTIO_TOKEN, ...pace },
      },
    });
  };
  const connectors = connect();
  await connectors.ensureConnections(scopeId);
  return {
    ...{ sql, scopeId, clock, fake, state, asked, connect, connectors, member },
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
export type AttioCases = Record<string, (world: AttioWorld) => Promise<void>>;

/** Registers cases that share a database; `options` are those of their workspaces. */
export function attioCases(
  name: string,
  cases: AttioCases,
  { stores = [servedStore], ...options }: AttioFakeOptions & { stores?: readonly StoreKind[] } = {},
): void {
  for (const kind of stores) {
    Deno.test({ name: `${name}, on ${kind.name}`, ignore: !kind.available }, async (t) => {
      const store = await kind.open();
      const ground = await attioGround(store.sql);
      try {
        for (const [name, run] of Object.entries(cases)) {
          await t.step(name, async () => await run(await attioWorld(ground, options)));
        }
      } finally {
        await ground.close();
        await store.close();
      }
    });
  }
}
