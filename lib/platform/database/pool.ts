import type { Sql, TransactionSql } from "postgres";
import type { Clock } from "../clock.ts";
import type { Logger } from "../log/logger.ts";
import type { PoolStats } from "./database.ts";
import { endsConnection, guardTransaction, type TransactionGuard } from "./transaction_guard.ts";

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
  /** Set on a statement that is read in portions: its end is the reader's, and not told here. */
  cursorFn?: unknown;
}

function isHooked(value: unknown): value is Hooked {
  if (typeof value !== "object" || value === null) return false;
  return "handler" in value && typeof value.handler === "function" && "strings" in value &&
    "resolve" in value && typeof value.resolve === "function" && "reject" in value;
}

/** The statement with `$` for each parameter, in one line, cut to what a log line can bear. */
function statementText(strings: readonly string[]): string {
  return strings.join("$").replace(/\s+/g, " ").trim().slice(0, 400);
}

/**
 * Wraps a pool so that the demand for connections is known, slow statements are logged (by their
 * text and never their parameters), and a connection lost within a transaction fails that
 * transaction alone. `open` counts running statements and transactions up to the pool's size; what
 * is beyond waits or is sent behind another statement.
 */
export function observePool(sql: Sql, observation: PoolObservation): {
  sql: Sql;
  stats: () => PoolStats;
} {
  const { size, slowQueryMs, clock, log } = observation;
  let demand = 0;

  function watch(query: Hooked, guard: TransactionGuard | null): void {
    const { handler, resolve, reject, strings } = query;
    let started: number | null = null;
    const end = () => {
      if (started === null) return;
      const durationMs = clock.now() - started;
      started = null;
      if (guard === null) demand--;
      if (durationMs >= slowQueryMs) {
        log.warn({ durationMs, statement: statementText(strings) }, "slow statement");
      }
    };
    query.handler = (sent) => {
      if (guard?.lost() !== undefined) return query.reject(guard.lost());
      if (query.cursorFn !== undefined) return handler(sent);
      started = clock.now();
      if (guard === null) demand++;
      handler(sent);
    };
    query.resolve = (value) => (end(), resolve(value));
    query.reject = (reason) => {
      end();
      if (endsConnection(reason)) guard?.ended(reason);
      reject(reason);
    };
  }

  function wrap<T extends Sql | TransactionSql>(target: T, guard: TransactionGuard | null): T {
    const watched = (result: unknown) => {
      if (isHooked(result)) watch(result, guard);
      return result;
    };
    return new Proxy(target, {
      apply: (callee, self, args) => watched(Reflect.apply(callee, self, args)),
      get(callee, name) {
        const member: unknown = Reflect.get(callee, name);
        if (typeof member !== "function") return member;
        const call = (args: unknown[]) => Reflect.apply(member, callee, args);
        if (name === "unsafe" || name === "file") {
          return (...args: unknown[]) => watched(call(args));
        }
        if (name === "begin") return (...args: unknown[]) => begin(call, args);
        if (name === "savepoint" && guard !== null) {
          return (...args: unknown[]) => {
            const lost = guard.lost();
            return lost === undefined ? call(within(args, guard)) : Promise.reject(lost);
          };
        }
        return member;
      },
    });
  }

  /** The arguments of `begin` or `savepoint`, with a callback that gets a wrapped `sql`. */
  function within(args: unknown[], guard: TransactionGuard): unknown[] {
    return args.map((arg) =>
      typeof arg === "function"
        ? (tx: TransactionSql) => guard.run(() => arg(wrap(tx, guard)))
        : arg
    );
  }

  async function begin(call: (args: unknown[]) => unknown, args: unknown[]): Promise<unknown> {
    const guard = guardTransaction();
    demand++;
    try {
      return await call(within(args, guard));
    } catch (error) {
      guard.ended(error);
      throw error;
    } finally {
      demand--;
    }
  }

  return {
    sql: wrap(sql, null),
    stats() {
      const open = Math.min(demand, size);
      return { size, open, idle: size - open, waiting: demand - open };
    },
  };
}
