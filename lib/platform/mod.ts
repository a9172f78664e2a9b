/** Public face of the platform: settings, stores, events, vendor requests, log, time, errors. */
export * from "./cache.ts";
export * from "./clock.ts";
export * from "./errors.ts";
export * from "./events.ts";
export type {
  AttioConfig,
  ChatwootConfig,
  Config,
  EmbeddingsConfig,
  LinearConfig,
  LogLevel,
} from "./config/config.ts";
export { mergeEnvironment, parseDotEnv, readDotEnv } from "./config/dotenv.ts";
export {
  ENVIRONMENT,
  ENVIRONMENT_NAMES,
  type EnvironmentVariable,
  environmentVariable,
} from "./config/environment.ts";
export { loadConfig } from "./config/load.ts";
export { readEnvironment } from "./config/read_environment.ts";
export { createSecretBox, type SecretBox, SecretBoxError } from "./secret_box.ts";
export { secretKeyIn } from "./secret_key.ts";
export { createLogger, type Logger, type LogMethod } from "./log/logger.ts";
export { redact, REDACTED, redactText } from "./log/redaction.ts";
export { openCache } from "./cache/open.ts";
export type { CacheUse, OnCacheUse } from "./cache/store.ts";
export { openEventBus } from "./events/open.ts";
export type { Database, PoolStats } from "./database/database.ts";
export { migrate, MigrationError, pendingMigrations } from "./database/migrate.ts";
export { openDatabase } from "./database/open.ts";
export { maintainPartitions, type PartitionChanges, startOfMonth } from "./database/partitions.ts";
export type { Sql, TransactionSql } from "postgres";
export { createHttpClient, type HttpClientTools } from "./http/client.ts";
export type { BreakerState, HttpClient, JsonReply, RequestOptions } from "./http/http_client.ts";
export { type LocalTime, nextLocalTime } from "./local_time.ts";
export { createMetrics, type Metrics } from "./metrics.ts";
export { installShutdown, type ShutdownOptions, type ShutdownStep } from "./shutdown.ts";
