import type { Sql } from "postgres";

/** Use of the connection pool, for metrics and `/ready`. */
export interface PoolStats {
  /** Most connections the pool may hold. */
  size: number;
  open: number;
  idle: number;
  /** Statements that wait for a connection. */
  waiting: number;
}

/** The one way to PostgreSQL, embedded or served. */
export interface Database {
  sql: Sql;
  kind: "embedded" | "served";
  stats(): PoolStats;
  /** Lets running statements end (at most 5 s), then closes; embedded: data is on disk after it. */
  close(): Promise<void>;
}
