import { type Auth, createAuth, type RequestScope, type SessionInfo } from "./auth/mod.ts";
import { type Connectors, createConnectors } from "./connectors/mod.ts";
import type { Locale } from "./i18n/mod.ts";
import {
  type Cache,
  type Clock,
  type Config,
  createHttpClient,
  createLogger,
  type Database,
  type EventBus,
  type HttpClient,
  type Logger,
  migrate,
  openCache,
  openDatabase,
  openEventBus,
  type Random,
  type Sql,
  systemClock,
} from "./platform/mod.ts";
import { createPortfolio, type Portfolio } from "./portfolio/mod.ts";

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
  auth: Auth;
  connectors: Connectors;
  portfolio: Portfolio;
  /** Writes what is still held back, then closes events, cache and database, in this order. */
  close(): Promise<void>;
}

/** What the first middlewares put into each request's state. */
export interface State {
  services: Services;
  requestId: string;
  log: Logger;
  session: SessionInfo | null;
  scope: RequestScope | null;
  locale: Locale;
  theme: "light" | "dark" | null;
}
