import type { Sql, TransactionSql } from "../../platform/mod.ts";

/** Source rows to be looked at, by their table. */
export type QueuedSources = ReadonlyMap<string, readonly string[]>;

/** What is taken out of a queue: the rows of some tables, up to its end as it was. */
export interface QueueSlice {
  /** The tables, or the ones left out. */
  tables: readonly string[];
  only: boolean;
  /** Source rows of one batch, about. */
  batch: number;
  end: string;
}

/** Where the queue of a scope ends now. */
export async function endOfQueue(sql: Sql, accountScopeId: string): Promise<string> {
  const [row] = await sql<[{ id: string }]>`
    select coalesce(max(id), 0)::text as id from connector_event_queue
    where account_scope_id = ${accountScopeId}`;
  return row.id;
}

/** Takes the oldest due rows of a slice out of a scope's queue; null when there are none. */
export async function takeQueued(
  tx: TransactionSql,
  { accountScopeId, now }: { accountScopeId: string; now: Date },
  { tables, only, batch, end }: QueueSlice,
): Promise<QueuedSources | null> {
  const taken = await tx<{ source_table: string; source_ids: string[] }[]>`
    with due as (
      select id, sum(cardinality(source_ids)) over (order by id) - cardinality(source_ids) as before
      from (
        select id, source_ids from connector_event_queue
        where account_scope_id = ${accountScopeId} and due_at <= ${now} and id <= ${end}::bigint
          and (source_table = any (${[...tables]})) = ${only}
        order by id limit ${batch}
      ) oldest
    )
    delete from connector_event_queue q using due d where q.id = d.id and d.before < ${batch}
    returning q.source_table, q.source_ids`;
  if (taken.length === 0) return null;
  const sources = new Map<string, Set<string>>();
  for (const { source_table: table, source_ids: ids } of taken) {
    sources.set(table, (sources.get(table) ?? new Set()).union(new Set(ids)));
  }
  return new Map([...sources].map(([table, ids]) => [table, [...ids]]));
}
