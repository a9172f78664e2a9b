import type { Sql, TransactionSql } from "postgres";
import type { Clock } from "../clock.ts";
import type { Logger } from "../log/logger.ts";
import type { PoolStats } from "./database.ts";

/** What `observePool` needs to report slow statements. */
export interface PoolObservation {
  size: number;
  /** Statements that take at least this many milliseconds are logged. */
  slowQueryMs: number;
  clock: Clock;
  log: Logger;
}

/** A statement's own hooks in postgres.js: called at its start and at its end. */
interface Hooked {
  strings: readonly string[];
  handler: (query: unknown) => void;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

function isHooked(value: unknown): value is Hooked {
  if (typeof value !== "object" || value === null) return false;
  return "handler" in value && typeof value.handler === "function" && "strings" in value &&
    "resolve" in value && typeof value.resolve === "function" && "reject" in value;
}

/**
 * Wraps a pool so that the demand for connections is known and slow statements are logged, by
 * their text and never their parameters. `open` counts running statements and transactions up to
 * the pool's size; what is beyond waits or is sent behind another statement.
 */
export function observePool(sql: Sql, observation: PoolObservation): {
  sql: Sql;
  stats: () => PoolStats;
} {
  const { size, slowQueryMs, clock, log } = observation;
  let demand = 0;

  /** Runs `onEnd` once, when the statement has ended, and `onStart` when it is sent. */
  function watch(query: Hooked, inTransaction: boolean): void {
    const { handler, resolve, reject, strings } = query;
    let started: number | null = null;
    const end = () => {
      if (started === null) return;
      const durationMs = clock.now() - started;
      started = null;
      if (!inTransaction) demand--;
      if (durationMs >= slowQueryMs) {
        log.warn({ durationMs, statement: statementText(strings) }, "slow statement");
      }
    };
    query.handler = (sent) => {
      started = clock.now();
      if (!inTransaction) demand++;
      handler(sent);
    };
    query.resolve = (value) => (end(), resolve(value));
    query.reject = (reason) => (end(), reject(reason));
  }

  function wrap<T extends Sql | TransactionSql>(target: T, inTransaction: boolean): T {
    const watched = (result: unknown) => {
      if (isHooked(result)) watch(result, inTransaction);
      return result;
    };
    return new Proxy(target, {
      apply: (callee, self, args) => watched(Reflect.apply(callee, self, args)),
      get(callee, name) {
        const member: unknown = Reflect.get(callee, name);
        if (typeof member !== "function") return member;
        if (name === "unsafe" || name === "file") {
          return (...args: unknown[]) => watched(Reflect.apply(member, callee, args));
        }
        if (name === "savepoint") return (...args: unknown[]) => inner(member, callee, args);
        if (name !== "begin") return member;
        return async (...args: unknown[]) => {
          demand++;
          try {
            return await inner(member, callee, args);
          } finally {
            demand--;
          }
        };
      },
    });
  }

  /** Calls `begin` or `savepoint` so that its callback gets a wrapped `sql` as well. */
  function inner(call: CallableFunction, self: unknown, args: unknown[]): unknown {
    const wrapped = args.map((arg) =>
      typeof arg === "function" ? (tx: TransactionSql) => arg(wrap(tx, true)) : arg
    );
    return Reflect.apply(call, self, wrapped);
  }

  return {
    sql: wrap(sql, false),
    stats() {
      const open = Math.min(demand, size);
      return { size, open, idle: size - open, waiting: demand - open };
    },
  };
}

/** The statement with `$` for each parameter, in one line, cut to what a log line can bear. */
function statementText(strings: readonly string[]): string {
  return strings.join("$").replace(/\s+/g, " ").trim().slice(0, 400);
}
