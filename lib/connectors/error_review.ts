import type { Sql, TransactionSql } from "../platform/mod.ts";
import type { QueuedError } from "./error_queue.ts";

/** Failures of a scope's connections, newest first; `before` is the last row of the page before. */
export async function listErrors(
  sql: Sql,
  accountScopeId: string,
  options: { limit: number; before?: string; status?: QueuedError["status"] },
): Promise<QueuedError[]> {
  return await sql<QueuedError[]>`
    select id, connection_id, stream, unit, external_id, error_class, code, message, payload, attempts,
      status, dismiss_reason, next_attempt_at, first_failed_at, last_failed_at
    from error_queue q
    where account_scope_id = ${accountScopeId}
      ${
    options.status === undefined
      ? sql`and status in ('waiting', 'dead_letter')`
      : sql`and status = ${options.status}`
  }
      ${
    options.before === undefined ? sql`` : sql`and (last_failed_at, id) <
        (select b.last_failed_at, b.id from error_queue b where b.id = ${options.before} and b.account_scope_id = ${accountScopeId})`
  }
    order by last_failed_at desc, id desc limit ${options.limit}`;
}

/** A person asks for another attempt, a dead letter included. False: no such open failure. */
export async function retryError(
  tx: TransactionSql,
  accountScopeId: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const { count } = await tx`
    update error_queue set status = 'waiting', attempts = 1, next_attempt_at = ${now}
    where id = ${id} and account_scope_id = ${accountScopeId} and status in ('waiting', 'dead_letter')`;
  return count === 1;
}

/** A person asks for another attempt at everything that waits; dead letters stay dead. Returns how many. */
export async function retryWaiting(
  tx: TransactionSql,
  accountScopeId: string,
  now: Date,
): Promise<number> {
  const { count } = await tx`
    update error_queue set next_attempt_at = ${now}
    where account_scope_id = ${accountScopeId} and status = 'waiting'`;
  return count;
}

/** A person sets a failure aside for good, saying why. False: no such open failure. */
export async function dismissError(
  tx: TransactionSql,
  accountScopeId: string,
  id: string,
  reason: string,
): Promise<boolean> {
  const { count } = await tx`
    update error_queue set status = 'dismissed', dismiss_reason = ${reason}, next_attempt_at = null
    where id = ${id} and account_scope_id = ${accountScopeId} and status in ('waiting', 'dead_letter')`;
  return count === 1;
}
