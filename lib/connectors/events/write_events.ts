import type { TransactionSql } from "../../platform/mod.ts";
import { type Collecting, type EventSource, type Fragment, SNIPPET } from "./collecting.ts";
import { type Fact, settle, type Settlement, type SourceRow, type StoredEvent } from "./settle.ts";

/** What is known of source rows, as parts of statements. */
export interface SourceState {
  ids: readonly string[];
  /** Selects `source_id, project_id, gone, snippet`. */
  rows: Fragment;
  /**
   * Selects `project_id, connection_id, source_id, kind, occurred_at, repetition, author, snippet, url,
   * data`; `repetition` tells events of one kind and row apart. Null: nothing follows from a row alone.
   */
  facts: Fragment | null;
}

async function readFacts(
  tx: TransactionSql,
  { since }: Collecting,
  facts: Fragment,
): Promise<readonly Fact[]> {
  return await tx<Fact[]>`
    select f.project_id, f.connection_id, f.source_id, f.kind, f.occurred_at::text, k.dedup_key,
      md5(k.dedup_key)::uuid as id, f.author, left(f.snippet, ${SNIPPET}) as snippet, f.url, f.data
    from (${facts}) f
    cross join lateral (select concat_ws(':', f.kind, f.source_id, f.repetition) as dedup_key) k
    where f.occurred_at >= ${since}`;
}

async function write(
  tx: TransactionSql,
  { accountScopeId, now }: Collecting,
  { table, connector }: EventSource,
  { told, updated }: Settlement,
): Promise<number> {
  if (updated.length > 0) {
    await tx`
      update connector_events e set project_id = u.to_project_id, snippet = u.snippet,
        retracted_at = case when u.retracted then coalesce(e.retracted_at, ${now}) end
      from jsonb_to_recordset(${tx.json(updated as never)}) as u (project_id uuid,
        occurred_at timestamptz, id uuid, to_project_id uuid, snippet text, retracted boolean)
      where e.project_id = u.project_id and e.occurred_at = u.occurred_at and e.id = u.id`;
  }
  if (told.length === 0) return 0;
  const { count } = await tx`
    insert into connector_events (project_id, account_scope_id, kind, connector, connection_id, source_table,
      source_id, occurred_at, dedup_key, author, snippet, url, data)
    select t.project_id, ${accountScopeId}, t.kind, ${connector}, t.connection_id, ${table}, t.source_id,
      t.occurred_at, t.dedup_key, t.author, t.snippet, t.url, t.data
    from jsonb_to_recordset(${tx.json(told as never)}) as t (project_id uuid, connection_id uuid,
      source_id uuid, kind text, occurred_at timestamptz, dedup_key text, author text, snippet text,
      url text, data jsonb)
    on conflict do nothing`;
  return count;
}

/**
 * Makes the feed say what source rows say: tells what is new, each thing once at the vendor's own
 * time, and lets known events follow their rows. Returns how many were told.
 */
export async function writeEvents(
  tx: TransactionSql,
  context: Collecting,
  source: EventSource,
  { ids, rows, facts }: SourceState,
): Promise<number> {
  const stored = await tx<StoredEvent[]>`
    select e.project_id, e.occurred_at::text, e.id, e.source_id, e.kind, e.snippet,
      e.retracted_at is not null as retracted
    from unnest(${[...ids]}::uuid[]) as i (id) join connector_events e on e.source_id = i.id
    where e.source_table = ${source.table} and e.occurred_at >= ${context.since}`;
  const told = facts === null ? [] : await readFacts(tx, context, facts);
  const here = stored.length === 0 ? [] : await tx<SourceRow[]>`${rows}`;
  return await write(tx, context, source, settle(here, told, stored, source.revocable));
}
