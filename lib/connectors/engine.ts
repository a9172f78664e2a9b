import type { Clock, Sql } from "../platform/mod.ts";
import { prefetched } from "./concurrent.ts";
import { completeWalk, readCursor, savePosition } from "./cursors.ts";
import { type ErrorScope, hasOpenErrors, queueRejected, resolveDecoded } from "./error_queue.ts";
import { noCounts, type Page, type Stream, type WriteCounts } from "./stream.ts";

/** What the engine needs to run a connector's streams. */
export interface EngineContext extends ErrorScope {
  sql: Sql;
  clock: Clock;
  signal: AbortSignal;
  /** Told after each committed page. */
  onPage(stream: string, counts: WriteCounts, total: number | null): void | Promise<void>;
}

async function commitPage(
  context: EngineContext,
  stream: string | null,
  page: Page,
  settle: boolean,
): Promise<number> {
  const now = new Date(context.clock.now());
  return await context.sql.begin(async (tx) => {
    // a change of bindings waits for this page, and this page for a change of bindings
    await tx`select 1 from connections where id = ${context.connectionId} for share`;
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
 * the last committed page; `finishStream` closes the walk.
 *
 * @throws {VendorError} when a page cannot be had; what was committed stays
 */
export async function runStream(context: EngineContext, stream: Stream): Promise<WriteCounts> {
  const counts = noCounts();
  const { position } = await readCursor(context.sql, context.connectionId, stream.name);
  const settle = await hasOpenErrors(context.sql, context.connectionId);
  for await (const page of prefetched(stream.pages(position, context.signal))) {
    context.signal.throwIfAborted();
    counts.upserted += await commitPage(context, stream.name, page, settle);
    counts.records += page.records;
    counts.rejected += page.rejected.length;
    await context.onPage(stream.name, counts, page.total);
  }
  return counts;
}

/** Commits a page that belongs to no walk, such as rows read again by their ids. */
export async function runPage(context: EngineContext, page: Page): Promise<number> {
  return await commitPage(context, null, page, true);
}

/** Closes a stream's walk: the watermark moves to the walk's beginning by the vendor's clock. */
export async function finishStream(
  context: EngineContext,
  stream: string,
  startedAt: number,
): Promise<void> {
  await completeWalk(context.sql, context.connectionId, stream, new Date(startedAt));
}
