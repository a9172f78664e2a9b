import { z } from "zod";
import { ConfigError } from "../errors.ts";
import type { Config } from "./config.ts";
import { environmentVariable } from "./environment.ts";
import {
  cidrs,
  connection,
  credentials,
  decimal,
  endpoint,
  flag,
  hosts,
  integer,
  origin,
  timeZone,
  token,
} from "./fields.ts";
import { refuseUnknownNames } from "./unknown_names.ts";

const schema = z.object({
  AUTH_CREDENTIALS: credentials,
  HOST: z.string().regex(/^[A-Za-z0-9.:-]+$/, "must be a host name or an address")
    .default("127.0.0.1"),
  PORT: integer(0, 65535, 8000),
  PUBLIC_URL: origin.optional(),
  TRUST_PROXY: cidrs,
  DATA_DIR: z.string().default("data"),
  DATABASE_URL: connection("postgres", "postgresql").optional(),
  REDIS_URL: connection("redis", "rediss").optional(),
  DB_POOL_SIZE: integer(1, 200, 10),
  DB_STATEMENT_TIMEOUT_MS: integer(100, 3_600_000, 30_000),
  DB_SLOW_QUERY_MS: integer(0, 3_600_000, 500),
  CHATWOOT_BASE_URL: origin.default("https://app.chatwoot.com"),
  CHATWOOT_ACCOUNT_ID: z.string().regex(/^[1-9]\d{0,17}$/, "must be a number").optional(),
  CHATWOOT_API_TOKEN: token.optional(),
  CHATWOOT_REQUESTS_PER_SECOND: decimal(0, 10_000, 5),
  CHATWOOT_CONCURRENCY: integer(1, 64, 4),
  LINEAR_BASE_URL: origin.default("https://api.linear.app"),
  LINEAR_API_KEY: token.optional(),
  LINEAR_REQUESTS_PER_SECOND: decimal(0, 10_000, 2),
  ATTIO_BASE_URL: origin.default("https://api.attio.com"),
  ATTIO_API_TOKEN: token.optional(),
  ATTIO_REQUESTS_PER_SECOND: decimal(0, 10_000, 5),
  CONNECTOR_HOSTS: hosts("app.chatwoot.com", "api.linear.app", "api.attio.com"),
  SECRET_KEY: z.string().min(32, "must have at least 32 characters").optional(),
  SYNC_CADENCE_SECONDS: integer(10, 86_400, 900),
  COMPLETENESS_MIN_PCT: decimal(0, 100, 95),
  AUDIT_RETENTION_MONTHS: integer(1, 120, 24),
  EVENTS_RETENTION_MONTHS: integer(1, 120, 12),
  LOCALE: z.enum(["en", "ru"], { error: "must be en or ru" }).default("en"),
  TIME_ZONE: timeZone,
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
    error: "must be trace, debug, info, warn, error, fatal or silent",
  }).default("info"),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  DEMO: flag,
  EMBEDDED_DATABASE_PORT: integer(0, 65535, 0),
  EMBEDDINGS_URL: endpoint.optional(),
  EMBEDDINGS_API_KEY: token.optional(),
  EMBEDDINGS_MODEL: token.default("text-embedding-3-small"),
  EMBEDDINGS_DIMENSION: integer(2, 2000, 1536),
  EMBEDDINGS_BATCH: integer(1, 2048, 100),
  EMBEDDINGS_TIMEOUT_MS: integer(100, 300_000, 20_000),
  ANSWER_URL: endpoint.optional(),
  ANSWER_API_KEY: token.optional(),
  ANSWER_MODEL: token.default("gpt-4.1-mini"),
  VECTOR_EF_SEARCH: integer(10, 1000, 100),
});

type Settings = z.infer<typeof schema>;

function configError(variable: string, reason: string): ConfigError {
  const known = environmentVariable(variable);
  const fix = known === null ? "" : `${known.purpose} For example ${variable}=${known.example}`;
  return new ConfigError(variable, reason, fix);
}

function paceOf(settings: Settings): Config["vendorPace"] {
  return {
    chatwoot: {
      requestsPerSecond: settings.CHATWOOT_REQUESTS_PER_SECOND,
      concurrency: settings.CHATWOOT_CONCURRENCY,
    },
    linear: { requestsPerSecond: settings.LINEAR_REQUESTS_PER_SECOND },
    attio: { requestsPerSecond: settings.ATTIO_REQUESTS_PER_SECOND },
  };
}

function chatwootOf(settings: Settings): Config["chatwoot"] {
  const { CHATWOOT_ACCOUNT_ID: accountId, CHATWOOT_API_TOKEN: key } = settings;
  if (accountId === undefined && key === undefined) return null;
  if (accountId === undefined) {
    throw configError("CHATWOOT_ACCOUNT_ID", "is missing beside CHATWOOT_API_TOKEN");
  }
  if (key === undefined) {
    throw configError("CHATWOOT_API_TOKEN", "is missing beside CHATWOOT_ACCOUNT_ID");
  }
  return {
    baseUrl: settings.CHATWOOT_BASE_URL,
    accountId,
    token: key,
    ...paceOf(settings).chatwoot,
  };
}

function linearOf(settings: Settings): Config["linear"] {
  if (settings.LINEAR_API_KEY === undefined) return null;
  return {
    baseUrl: settings.LINEAR_BASE_URL,
    token: settings.LINEAR_API_KEY,
    ...paceOf(settings).linear,
  };
}

function attioOf(settings: Settings): Config["attio"] {
  if (settings.ATTIO_API_TOKEN === undefined) return null;
  return {
    baseUrl: settings.ATTIO_BASE_URL,
    token: settings.ATTIO_API_TOKEN,
    ...paceOf(settings).attio,
  };
}

/** The models elsewhere that evidence search may ask; none unless an address is given. */
function modelsOf(settings: Settings): Pick<Config, "embeddings" | "answerModel"> {
  const timeoutMs = settings.EMBEDDINGS_TIMEOUT_MS;
  const { EMBEDDINGS_URL: embeddings, ANSWER_URL: answers } = settings;
  return {
    embeddings: embeddings === undefined ? null : {
      url: embeddings,
      key: settings.EMBEDDINGS_API_KEY ?? null,
      model: settings.EMBEDDINGS_MODEL,
      dimensions: settings.EMBEDDINGS_DIMENSION,
      batch: settings.EMBEDDINGS_BATCH,
      timeoutMs,
    },
    answerModel: answers === undefined ? null : {
      url: answers,
      key: settings.ANSWER_API_KEY ?? null,
      model: settings.ANSWER_MODEL,
      timeoutMs,
    },
  };
}

/** Many processes need both stores: with one alone, sessions and limits would be silently wrong. */
function modeOf(settings: Settings): Config["mode"] {
  const { DATABASE_URL: database, REDIS_URL: redis } = settings;
  if (database === undefined && redis === undefined) return "embedded";
  if (redis === undefined) throw configError("REDIS_URL", "is missing beside DATABASE_URL");
  if (database === undefined) throw configError("DATABASE_URL", "is missing beside REDIS_URL");
  return "served";
}

/**
 * Validates the environment. Empty values count as not set.
 *
 * @throws {ConfigError} for the first missing, broken or misspelt setting. Values are never quoted
 * in it, since they may be secrets.
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  refuseUnknownNames(Object.keys(given), "environment");
  const result = schema.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    const variable = String(issue?.path[0] ?? "environment");
    const missing = given[variable] === undefined;
    throw configError(variable, missing ? "is not set" : issue?.message ?? "is not valid");
  }
  const settings = result.data;
  return {
    mode: modeOf(settings),
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL ?? null,
    databaseUrl: settings.DATABASE_URL ?? null,
    redisUrl: settings.REDIS_URL ?? null,
    dataDir: settings.DATA_DIR,
    credentials: settings.AUTH_CREDENTIALS,
    trustProxy: settings.TRUST_PROXY,
    logLevel: settings.LOG_LEVEL,
    demo: settings.DEMO,
    locale: settings.LOCALE,
    timeZone: settings.TIME_ZONE,
    completenessMinPct: settings.COMPLETENESS_MIN_PCT,
    db: {
      poolSize: settings.DB_POOL_SIZE,
      statementTimeoutMs: settings.DB_STATEMENT_TIMEOUT_MS,
      slowQueryMs: settings.DB_SLOW_QUERY_MS,
    },
    metricsToken: settings.METRICS_TOKEN ?? null,
    chatwoot: chatwootOf(settings),
    linear: linearOf(settings),
    attio: attioOf(settings),
    vendorPace: paceOf(settings),
    connectorHosts: settings.CONNECTOR_HOSTS,
    secretKey: settings.SECRET_KEY ?? null,
    retention: {
      auditMonths: settings.AUDIT_RETENTION_MONTHS,
      eventsMonths: settings.EVENTS_RETENTION_MONTHS,
    },
    syncCadenceSeconds: settings.SYNC_CADENCE_SECONDS,
    embeddedDatabasePort: settings.EMBEDDED_DATABASE_PORT,
    efSearch: settings.VECTOR_EF_SEARCH,
    ...modelsOf(settings),
  };
}
