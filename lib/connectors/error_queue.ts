import type { Sql, TransactionSql, VendorError } from "../platform/mod.ts";
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

/** A unit that failed, as it is queued. */
interface Failure extends RejectedRow {
  unit: QueuedError["unit"];
  error_class: string;
  code: string;
}

/** Notes rows that did not decode. */
export async function queueRejected(
  tx: TransactionSql,
  scope: ErrorScope,
  rejected: RejectedRow[],
  now: Date,
): Promise<void> {
  const kind = { unit: "record", error_class: "decode", code: "undecodable" } as const;
  await queueFailures(tx, scope, rejected.map((row) => ({ ...row, ...kind })), now);
}

/**
 * Notes that a stream broke off: at a page that cannot be read, or because the source cannot be had.
 * Every sync tries it again, whatever the queue says of it; a dead letter is one a person should see.
 *
 * @param position where the walk goes on, kept as the failure's payload
 * @param now epoch milliseconds
 */
export async function queueFailure(
  sql: Sql,
  scope: ErrorScope,
  stream: string,
  position: unknown,
  error: VendorError,
  now: number,
): Promise<void> {
  const { errorClass, code, message } = error;
  const unit = errorClass === "decode" ? "page" as const : "stream" as const;
  const external_id = unit === "page" ? JSON.stringify(position ?? "first") : "*";
  const payload = { position, status: error.options.status ?? null };
  const failure = { stream, unit, external_id, error_class: errorClass, code, message, payload };
  await queueFailures(sql, scope, [failure], new Date(now));
}

/** The stream was read to its end: earlier failures of it or of its pages are settled. */
export async function resolveFailures(
  sql: Sql,
  scope: ErrorScope,
  stream: string,
  now: number,
): Promise<void> {
  await sql`
    update error_queue set status = 'resolved', resolved_at = ${new Date(
    now,
  )}, next_attempt_at = null
    where connection_id = ${scope.connectionId} and status in ('waiting', 'dead_letter')
      and unit in ('page', 'stream') and stream = ${stream}`;
}

/**
 * Writes failures down. A known one counts one attempt more once its retry is due, so that frequent
 * syncs do not use up its attempts; a dead or dismissed one stays as it is.
 */
async function queueFailures(
  tx: Sql | TransactionSql,
  scope: ErrorScope,
  failures: Failure[],
  now: Date,
): Promise<void> {
  if (failures.length === 0) return;
  const unique = [
    ...new Map(failures.map((row) => [`${row.stream} ${row.external_id}`, row])).values(),
  ];
  const delays = Array.from({ length: MAX_ATTEMPTS }, (_, index) => retryDelaySeconds(index + 1));
  await tx`
    insert into error_queue as q (account_scope_id, connection_id, stream, unit, external_id, error_class,
      code, message, payload, next_attempt_at, first_failed_at, last_failed_at)
    select ${scope.accountScopeId}, ${scope.connectionId}, r.stream, r.unit, r.external_id, r.error_class,
      r.code, r.message, r.payload, ${now}::timestamptz + make_interval(secs => ${delays[
    0
  ]!}), ${now}, ${now}
    from jsonb_to_recordset(${
    tx.json(unique as never)
  }) as r (stream text, unit text, external_id text, error_class text, code text, message text,
      payload jsonb)
    on conflict (connection_id, stream, unit, external_id) do update set message = excluded.message,
      error_class = excluded.error_class, code = excluded.code, payload = excluded.payload, last_failed_at = excluded.last_failed_at,
      attempts = case when q.status = 'resolved' then 1 else q.attempts + 1 end,
      status = case when q.status <> 'resolved' and q.attempts + 1 >= ${MAX_ATTEMPTS}
        then 'dead_letter' else 'waiting' end,
      next_attempt_at = case when q.status = 'resolved' then excluded.next_attempt_at
        when q.attempts + 1 >= ${MAX_ATTEMPTS} then null
        else ${now}::timestamptz + make_interval(secs => (${delays}::float8[])[q.attempts + 1]) end,
      first_failed_at = case when q.status = 'resolved' then excluded.first_failed_at else q.first_failed_at end,
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

/** A row whose retry is due. */
export type DueRecord = RejectedRow;

/** Failing rows read again by their ids in one run. */
const RETRIES_AT_ONCE = 100;

/**
 * The failing rows of a connection whose retry is due, the longest waiting first, at most 100; rows
 * without an id, which cannot be asked for, left out.
 *
 * @param streams those whose rows the connector can read by their ids
 * @param now epoch milliseconds
 */
export async function dueRecords(
  sql: Sql,
  connectionId: string,
  streams: string[],
  now: number,
): Promise<DueRecord[]> {
  return await sql<DueRecord[]>`
    select stream, external_id, message, payload from error_queue
    where connection_id = ${connectionId} and status = 'waiting' and unit = 'record'
      and stream = any (${streams}) and external_id not like 'hash:%'
      and next_attempt_at <= ${new Date(now)}
    order by next_attempt_at, id limit ${RETRIES_AT_ONCE}`;
}

/** Failures of a scope whose retry is due; rows without an id are not, they come with their list. */
export async function countDue(sql: Sql, accountScopeId: string, now: number): Promise<number> {
  const [row] = await sql<[{ due: number }]>`
    select count(*)::int as due from error_queue
    where account_scope_id = ${accountScopeId} and status = 'waiting'
      and external_id not like 'hash:%' and next_attempt_at <= ${new Date(now)}`;
  return row.due;
}

/** Whether any failure is open: while none is, pages need not look for one to settle. */
export async function hasOpenErrors(sql: Sql, connectionId: string): Promise<boolean> {
  const [row] = await sql`
    select 1 from error_queue where connection_id = ${connectionId} and status in ('waiting', 'dead_letter') limit 1`;
  return row !== undefined;
}
