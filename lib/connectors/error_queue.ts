import type { Sql, TransactionSql } from "../platform/mod.ts";
import type { RejectedRow } from "./stream.ts";

/** One failing unit. */
export interface QueuedError {
  id: string;
  connection_id: string;
  stream: string;
  unit: "record" | "page" | "stream";
  external_id: string;
  error_class: string;
  code: string;
  message: string;
  payload: unknown;
  attempts: number;
  status: "waiting" | "dead_letter" | "resolved" | "dismissed";
  dismiss_reason: string | null;
  next_attempt_at: Date | null;
  first_failed_at: Date;
  last_failed_at: Date;
}

/** The connection errors belong to. */
export interface ErrorScope {
  connectionId: string;
  accountScopeId: string;
}

/** A failure after this many attempts is a dead letter: only a person retries it. */
export const MAX_ATTEMPTS = 5;

/** First wait before a retry, and the longest, seconds: 30 · 2^(n−1), at most 6 h. */
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 6 * 3600;

/** Seconds to wait after the n-th failed attempt (n ≥ 1). */
export function retryDelaySeconds(attempts: number): number {
  return Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempts - 1));
}

/**
 * Notes rows that did not decode. A known failing row counts one attempt more once its retry is due,
 * so that frequent syncs do not use up its attempts; a dead or dismissed one stays as it is.
 */
export async function queueRejected(
  tx: TransactionSql,
  scope: ErrorScope,
  rejected: RejectedRow[],
  now: Date,
): Promise<void> {
  if (rejected.length === 0) return;
  const unique = [
    ...new Map(rejected.map((row) => [`${row.stream} ${row.external_id}`, row])).values(),
  ];
  const delays = Array.from({ length: MAX_ATTEMPTS }, (_, index) => retryDelaySeconds(index + 1));
  await tx`
    insert into error_queue as q (account_scope_id, connection_id, stream, unit, external_id, error_class,
      code, message, payload, next_attempt_at, first_failed_at, last_failed_at)
    select ${scope.accountScopeId}, ${scope.connectionId}, r.stream, 'record', r.external_id, 'decode',
      'undecodable', r.message, r.payload, ${now}::timestamptz + make_interval(secs => ${delays[
    0
  ]!}), ${now}, ${now}
    from jsonb_to_recordset(${
    tx.json(unique as never)
  }) as r (stream text, external_id text, message text,
      payload jsonb)
    on conflict (connection_id, stream, unit, external_id) do update set message = excluded.message,
      payload = excluded.payload, last_failed_at = excluded.last_failed_at,
      attempts = case when q.status = 'resolved' then 1 else q.attempts + 1 end,
      status = case when q.status <> 'resolved' and q.attempts + 1 > ${
    MAX_ATTEMPTS - 1
  } then 'dead_letter' else 'waiting' end,
      next_attempt_at = ${now}::timestamptz + make_interval(secs =>
        (${delays}::float8[])[case when q.status = 'resolved' then 1 else least(q.attempts + 1, ${MAX_ATTEMPTS}) end]),
      resolved_at = null
    where q.status = 'resolved' or (q.status = 'waiting' and q.next_attempt_at <= excluded.last_failed_at)`;
}

/** Rows that decode now settle their earlier failures. */
export async function resolveDecoded(
  tx: TransactionSql,
  scope: ErrorScope,
  decoded: Map<string, string[]>,
  now: Date,
): Promise<void> {
  const pairs = [...decoded].flatMap(([stream, ids]) => ids.map((id) => ({ stream, id })));
  if (pairs.length === 0) return;
  await tx`
    update error_queue q set status = 'resolved', resolved_at = ${now}, next_attempt_at = null
    from jsonb_to_recordset(${tx.json(pairs)}) as r (stream text, id text)
    where q.connection_id = ${scope.connectionId} and q.status in ('waiting', 'dead_letter')
      and q.unit = 'record' and q.stream = r.stream and q.external_id = r.id`;
}

/** Whether any failure is open: while none is, pages need not look for one to settle. */
export async function hasOpenErrors(sql: Sql, connectionId: string): Promise<boolean> {
  const [row] = await sql`
    select 1 from error_queue where connection_id = ${connectionId} and status in ('waiting', 'dead_letter') limit 1`;
  return row !== undefined;
}

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
