import postgres from "postgres";
import type { Clock } from "../clock.ts";
import type { Config } from "../config/config.ts";
import type { Logger } from "../log/logger.ts";
import type { Database } from "./database.ts";
import { observePool } from "./pool.ts";

/** Seconds that running statements get to end at closing. */
const CLOSE_SECONDS = 5;

/** Seconds for a connection to be made. */
const CONNECT_SECONDS = 10;

/**
 * Opens a pool of connections to PostgreSQL. Times come back as `Date`, `numeric` and `bigint` as
 * text (money and counts must not lose digits), `jsonb` parsed. Connections are made when needed.
 */
export function openServedDatabase(
  databaseUrl: string,
  db: Config["db"],
  { log, clock }: { log: Logger; clock: Clock },
): Database {
  const client = postgres(databaseUrl, {
    max: db.poolSize,
    connect_timeout: CONNECT_SECONDS,
    onnotice: () => {},
    connection: {
      application_name: "control-tower",
      statement_timeout: db.statementTimeoutMs,
      // a transaction that its process forgot must not hold its locks for ever
      idle_in_transaction_session_timeout: db.statementTimeoutMs,
      TimeZone: "UTC",
      // compiling a statement takes longer than any of ours saves by it
      jit: "off",
    },
  });
  const pool = observePool(client, {
    size: db.poolSize,
    slowQueryMs: db.slowQueryMs,
    clock,
    log,
  });
  return {
    sql: pool.sql,
    kind: "served",
    stats: pool.stats,
    close: () => pool.sql.end({ timeout: CLOSE_SECONDS }),
  };
}
