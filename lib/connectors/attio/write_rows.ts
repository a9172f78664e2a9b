import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import { columnsOf } from "./columns.ts";
import type { AttioRow } from "./rows.ts";
import { attioStreams, isRecords, type StreamName } from "./streams.ts";

/** What writing rows did. */
export interface WrittenRows {
  /** Ids of the rows made or changed. */
  written: string[];
  /** Of these, the ones that were not here before, or were thought to be gone. */
  fresh: string[];
}

const nothing: WrittenRows = { written: [], fresh: [] };

/**
 * Makes or changes rows of a stream, and marks all of them as seen. One that is as stored stays
 * untouched. New rows of projects begin in the unassigned one.
 */
export async function writeRows(
  tx: TransactionSql,
  { connectionId, accountScopeId, seenAt }: WriteScope,
  stream: StreamName,
  rows: readonly AttioRow[],
): Promise<WrittenRows> {
  if (rows.length === 0) return nothing;
  const table = tx(attioStreams[stream].table);
  const placed = stream !== "lists" && stream !== "workspace_members";
  const { names, incoming, assignments } = columnsOf(tx, rows[0]!);
  const ids = rows.map((row) => row.external_id);
  const [row] = await tx<[WrittenRows]>`
    with written as (
      insert into ${table} as stored (account_scope_id, connection_id, first_seen_at, seen_at,
        ${placed ? tx`project_id,` : tx``} ${names})
      select ${accountScopeId}::uuid, ${connectionId}::uuid, ${seenAt}::timestamptz,
        ${seenAt}::timestamptz, ${placed ? tx`home.id,` : tx``} ${incoming}
      from jsonb_populate_recordset(null::${table}, ${tx.json(rows as never)}) as r
      ${
    placed
      ? tx`, (select id from projects
          where account_scope_id = ${accountScopeId} and kind = 'unassigned') as home`
      : tx``
  }
      on conflict (connection_id, external_id) do update set ${assignments},
        seen_at = excluded.seen_at,
        first_seen_at = case when stored.deleted_at is null then stored.first_seen_at
          else excluded.first_seen_at end,
        deleted_at = null, deleted_reason = null ${
    isRecords(stream) ? tx`, merged_into = null` : tx``
  }
      where stored.content_hash <> excluded.content_hash or stored.deleted_at is not null
      returning external_id, first_seen_at
    ), before as (
      select external_id from ${table}
      where connection_id = ${connectionId} and external_id = any (${ids}) and deleted_at is null
    ), seen as (
      update ${table} t set seen_at = ${seenAt}
      where t.connection_id = ${connectionId} and t.external_id = any (${ids}) and t.seen_at < ${seenAt}
        and t.deleted_at is null and not exists (select from written w where w.external_id = t.external_id)
    )
    select coalesce(array_agg(w.external_id), '{}') as written,
      coalesce(array_agg(w.external_id) filter (where b.external_id is null), '{}') as fresh
    from written w left join before b on b.external_id = w.external_id`;
  return row;
}
