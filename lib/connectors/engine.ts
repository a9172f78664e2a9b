import { type Clock, type Sql, type TransactionSql, VendorError } from "../platform/mod.ts";
import { prefetched } from "./concurrent.ts";
import { completeWalk, readCursor, savePosition } from "./cursors.ts";
import {
  type ErrorScope,
  hasOpenErrors,
  queueFailure,
  queueRejected,
  resolveDecoded,
  resolveFailures,
} from "./error_queue.ts";
import { holdLease, type Lease } from "./runs.ts";
import { noCounts, type Page, type Stream, type WriteCounts, type Written } from "./stream.ts";

/** Where a stream stands after a committed page. */
export interface PageTold {
  stream: string;
  counts: WriteCounts;
  /** Rows of the walk read so far, and all it has; null while unknown. */
  done: number | null;
  total: number | null;
}

/** What the engine needs to run a connector's streams. */
export interface EngineContext extends ErrorScope {
  sql: Sql;
  clock: Clock;
  signal: AbortSignal;
  /** The run's lease: nothing is committed once it is somebody else's. */
  lease: Lease;
  /** Gets the names of the streams that this run has swept. */
  swept?: Set<string>;
  /** Told after each committed page. */
  onPage(told: PageTold): void | Promise<void>;
}

/**
 * Runs `work` in a transaction that no other run of this connection and no change of its bindings
 * can come between.
 *
 * @throws {LeaseLost} when another process has taken the run's place
 */
export async function commit<T>(
  context: EngineContext,
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  return await context.sql.begin(async (tx) => {
    await holdLease(tx, context.lease);
    // a change of bindings waits for this page, and this page for a change of bindings
    await tx`select 1 from connections where id = ${context.connectionId} for share`;
    return await work(tx);
  }) as T;
}

async function commitPage(
  context: EngineContext,
  stream: string | null,
  page: Page,
  settle: boolean,
): Promise<Written> {
  const now = new Date(context.clock.now());
  return await commit(context, async (tx) => {
    const written = await page.write(tx);
    await queueRejected(tx, context, page.rejected, now);
    if (settle) await resolveDecoded(tx, context, page.decoded, now);
    if (stream !== null) await savePosition(tx, context.connectionId, stream, page.position);
    return written;
  });
}

/**
 * Runs one stream from where its cursor stands: each page is fetched, decoded and committed with
 * the cursor in one transaction, while the next page is being fetched. The cursor is left behind
 * the last committed page; `finishStream` closes the walk. A failure is noted in the error queue,
 * unless a person has to mend the connection first.
 *
 * @throws {VendorError} when a page cannot be had; what was committed stays
 */
export async function runStream(context: EngineContext, stream: Stream): Promise<WriteCounts> {
  const counts = noCounts();
  const { position } = await readCursor(context.sql, context.connectionId, stream.name);
  const settle = await hasOpenErrors(context.sql, context.connectionId);
  let reached = position;
  try {
    for await (const page of prefetched(stream.pages(position, context.signal))) {
      context.signal.throwIfAborted();
      const written = await commitPage(context, stream.name, page, settle);
      reached = page.position;
      counts.upserted += written.upserted;
      counts.tombstoned += written.tombstoned;
      counts.records += page.records;
      counts.rejected += page.rejected.length;
      const { done, total } = page;
      await context.onPage({ stream: stream.name, counts: { ...counts }, done, total });
    }
  } catch (error) {
    if (error instanceof VendorError && error.errorClass !== "config") {
      await queueFailure(context.sql, context, stream.name, reached, error, context.clock.now());
    }
    throw error;
  }
  if (settle) await resolveFailures(context.sql, context, stream.name, context.clock.now());
  return counts;
}

/** Commits a page that belongs to no walk, such as rows read again by their ids. */
export async function runPage(context: EngineContext, page: Page): Promise<Written> {
  return await commitPage(context, null, page, true);
}

/** Closes a stream's walk: the watermark moves to the walk's beginning by the vendor's clock. */
export async function finishStream(
  context: EngineContext,
  stream: string,
  startedAt: number,
): Promise<void> {
  await commit(
    context,
    (tx) => completeWalk(tx, context.connectionId, stream, new Date(startedAt)),
  );
}

/** Gives up where an unfinished walk stands: the next one begins at the first page. */
export async function restartWalk(context: EngineContext, stream: string): Promise<void> {
  await commit(context, (tx) => savePosition(tx, context.connectionId, stream, null));
}
