import {
  type Auth,
  createAuth,
  ensureDefaultScope,
  type RequestScope,
  type SessionInfo,
  type TokenScope,
} from "./auth/mod.ts";
import { type Connectors, createConnectors, watchConnectors } from "./connectors/mod.ts";
import { createEvidence, type Evidence } from "./evidence/mod.ts";
import type { Locale } from "./i18n/mod.ts";
import {
  type Cache,
  type Clock,
  type Config,
  createHttpClient,
  createLogger,
  createMetrics,
  createSecretBox,
  type Database,
  type EventBus,
  type HttpClient,
  type Logger,
  type Metrics,
  migrate,
  openCache,
  openDatabase,
  openEventBus,
  pendingMigrations,
  type Random,
  secretKeyIn,
  type Sql,
  systemClock,
} from "./platform/mod.ts";
import { createLiveFeed, createPortfolio, type LiveFeed, type Portfolio } from "./portfolio/mod.ts";

/** Everything a request or a job may use, wired once per process. */
export interface Services {
  config: Config;
  log: Logger;
  clock: Clock;
  random: Random;
  sql: Sql;
  database: Database;
  cache: Cache;
  events: EventBus;
  http: HttpClient;
  metrics: Metrics;
  auth: Auth;
  connectors: Connectors;
  portfolio: Portfolio;
  evidence: Evidence;
  live: LiveFeed;
  /** Id of the scope the configuration's connections belong to. */
  defaultScopeId: string;
  /** False once the process is ending: `/ready` then says so. */
  ready: boolean;
  /** Names of the migrations the database has not seen. */
  pendingMigrations(): Promise<string[]>;
  /** Lets a worker in this process look for due jobs at once; other processes look each second. */
  wake(): void;
  /** Tells caches and pages that a person changed rows of these kinds. */
  changed(accountScopeId: string, kinds: string[]): Promise<void>;
  /** Writes what is still held back, then closes feed, events, cache and database, in this order. */
  close(): Promise<void>;
}

/** What the first middlewares put into each request's state. */
export interface State {
  services: Services;
  requestId: string;
  log: Logger;
  session: SessionInfo | null;
  /** The API token a script sent in place of a session. */
  token: { id: string; name: string; accountScopeId: string; scopes: TokenScope[] } | null;
  scope: RequestScope | null;
  locale: Locale;
  theme: "light" | "dark" | null;
  /** What the reply will carry, however the request ends, unless it says otherwise itself. */
  replyHeaders: Headers;
}

/** What may be given instead of the runtime's own, for tests. */
export interface Surroundings {
  clock?: Clock;
  random?: Random;
  fetch?: typeof fetch;
  log?: Logger;
  /** Folder of the migrations. */
  migrations?: string;
}

const migrationsFolder = decodeURIComponent(new URL("../migrations", import.meta.url).pathname);

/**
 * Opens the stores, brings the schema up to date and wires every domain.
 *
 * @throws {StorageError} when the embedded data folder cannot be used
 */
export async function openServices(
  config: Config,
  surroundings: Surroundings = {},
): Promise<Services> {
  const { clock = systemClock, random = Math.random, fetch: send = fetch } = surroundings;
  const log = surroundings.log ?? createLogger({ level: config.logLevel });
  const metrics = createMetrics();
  const database = await openDatabase(config, {
    log,
    // how long statements take is measured in real time, whatever time a test sets
    clock: systemClock,
    onStall: () => {
      log.fatal("a statement of the embedded database does not end; the process ends instead");
      Deno.exit(70);
    },
  });
  const { sql } = database;
  const migrations = surroundings.migrations ?? migrationsFolder;
  await migrate(sql, migrations, log);
  const cache = await openCache(config, { log, clock, onUse: metrics.cacheUse });
  const events = await openEventBus(config, { log, clock });
  const defaultScopeId = await ensureDefaultScope(sql, config);
  const http = createHttpClient({
    fetch: send,
    clock,
    random,
    cache,
    log,
    events,
    accountScopeId: defaultScopeId,
  });
  const auth = createAuth({ sql, cache, clock, events, log, config });
  const secretKey = await secretKeyIn(config);
  const box = secretKey === null ? null : createSecretBox(secretKey);
  const connectors = createConnectors({ sql, clock, http, events, log, config, box });
  await connectors.ensureConnections(defaultScopeId);
  metrics.watchPool(database.stats);
  watchConnectors(metrics.registry, { sql, http, clock, ...config });
  const portfolio = createPortfolio({ sql, cache, clock, events });
  const evidence = createEvidence({ sql, cache, clock, events, http, log, config });
  const live = createLiveFeed(events);
  return {
    config,
    log,
    clock,
    random,
    sql,
    database,
    cache,
    events,
    http,
    metrics,
    auth,
    connectors,
    portfolio,
    evidence,
    live,
    defaultScopeId,
    ready: true,
    pendingMigrations: () => pendingMigrations(sql, migrations),
    wake: () => {},
    changed: (accountScopeId, kinds) =>
      events.publish({
        type: "job_completed",
        accountScopeId,
        projectIds: [],
        job: "change",
        runId: crypto.randomUUID(),
        outcome: "succeeded",
        changed: kinds,
      }),
    async close() {
      live.close();
      portfolio.close();
      evidence.close();
      await auth.close();
      await events.close();
      await cache.close();
      await database.close();
    },
  };
}
