import { type Sql, startOfMonth, type TransactionSql } from "../../platform/mod.ts";
import type { Collecting } from "./collecting.ts";
import { endOfQueue, type QueuedSources, type QueueSlice, takeQueued } from "./queue.ts";
import { collectNotes } from "./sources/attio_notes.ts";
import { collectDeals, collectPeople } from "./sources/attio_records.ts";
import { collectContacts } from "./sources/chatwoot_contacts.ts";
import { collectMessages } from "./sources/chatwoot_messages.ts";
import { collectSilences, queueSilences, SILENCES } from "./sources/chatwoot_silences.ts";
import { collectJobRuns } from "./sources/job_runs.ts";
import { collectIssues, collectProjects } from "./sources/linear.ts";
import { collectSyncRuns } from "./sources/sync_runs.ts";

/** How events are to be collected. */
export interface CollectOrder {
  accountScopeId: string;
  now: Date;
  /** Whole months that events are kept besides the current one. */
  retentionMonths: number;
  signal: AbortSignal;
}

/** Looks at queued rows. Returns how many events it told. */
type Collect = (
  tx: TransactionSql,
  context: Collecting,
  queued: QueuedSources,
) => Promise<number>;

/** A collector that looks at the rows of one table. */
function rowsOf(
  table: string,
  collect: (tx: TransactionSql, context: Collecting, ids: readonly string[]) => Promise<number>,
): Collect {
  return async (tx, context, queued) => {
    const ids = queued.get(table) ?? [];
    return ids.length === 0 ? 0 : await collect(tx, context, ids);
  };
}

/** What is told, table by table: a new source is a line here and a trigger that queues its rows. */
const collectors: readonly Collect[] = [
  rowsOf("chatwoot_messages", collectMessages),
  queueSilences,
  collectContacts,
  rowsOf("linear_issues", collectIssues),
  rowsOf("linear_projects", collectProjects),
  rowsOf("attio_deals", collectDeals),
  rowsOf("attio_people", collectPeople),
  rowsOf("attio_notes", collectNotes),
  rowsOf("sync_runs", collectSyncRuns),
  rowsOf("job_runs", collectJobRuns),
  rowsOf(SILENCES, collectSilences),
];

/** What is looked at in one go; silences only when the messages of all batches are in. */
const passes: readonly Omit<QueueSlice, "end">[] = [
  { tables: [SILENCES], only: false, batch: 2000 },
  { tables: [SILENCES], only: true, batch: 500 },
];

/** Looks at one batch; null when nothing was due. Batches of a scope wait for each other. */
async function collectBatch(
  tx: TransactionSql,
  context: Collecting,
  slice: QueueSlice,
): Promise<number | null> {
  const key = `connector events of ${context.accountScopeId}`;
  await tx`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
  // tables grow while they are filled: a plan made for the first batch would not fit the next ones
  await tx`set local plan_cache_mode = force_custom_plan`;
  const queued = await takeQueued(tx, context, slice);
  if (queued === null) return null;
  let told = 0;
  for (const collect of collectors) told += await collect(tx, context, queued);
  return told;
}

/**
 * Tells what happened since the last time: looks at the rows that were queued, batch by batch, each
 * with its events and states in one transaction. What a batch has looked at, and what arrives
 * meanwhile, is neither lost nor told twice, wherever this ends. Returns how many events were told.
 */
export async function collectEvents(
  sql: Sql,
  { accountScopeId, now, retentionMonths, signal }: CollectOrder,
): Promise<number> {
  const context = { accountScopeId, now, since: startOfMonth(now, retentionMonths) };
  let told = 0;
  for (const pass of passes) {
    // rows put back meanwhile wait for the next run
    const slice = { ...pass, end: await endOfQueue(sql, accountScopeId) };
    let batch: number | null;
    do {
      signal.throwIfAborted();
      batch = await sql.begin((tx) => collectBatch(tx, context, slice));
      told += batch ?? 0;
    } while (batch !== null);
  }
  return told;
}
