import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import { columnsOf, type Fragment } from "./columns.ts";
import {
  evidenceColumns,
  isEvidenced,
  keepEvidence,
  settleEvidence,
  shownWhen,
} from "./evidence.ts";
import type { LinearRow } from "./rows.ts";

/** How a row's tombstone changed; the rows that hang on it follow. Times are PostgreSQL's text. */
export interface Fate {
  external_id: string;
  was_at: string | null;
  was_reason: string | null;
  at: string | null;
  reason: string | null;
}

/** What writing rows of projects did. */
export interface PlacedRows {
  /** Ids of the rows made or changed. */
  written: string[];
  /** Of these, the ones that went from one project to another. */
  moved: string[];
  /** Of these, the ones that were buried or came back. */
  fated: Fate[];
}

/** Rows sent to the database in one statement. */
const BATCH = 1000;

/**
 * Makes or changes rows that belong to projects, with their evidence. A row older than the stored one is not written, one
 * that is as stored stays untouched; one without a place is left out.
 *
 * @param placement selects `external_id, project_id, deleted_at, deleted_reason` of the rows `incoming`
 */
export async function writePlaced(
  tx: TransactionSql,
  scope: WriteScope,
  table: string,
  rows: readonly LinearRow[],
  placement: Fragment,
): Promise<PlacedRows> {
  const all: PlacedRows = { written: [], moved: [], fated: [] };
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    const { written, moved, fated } = await writeBatch(tx, scope, table, batch, placement);
    all.written.push(...written);
    all.moved.push(...moved);
    all.fated.push(...fated);
  }
  return all;
}

async function writeBatch(
  tx: TransactionSql,
  { connectionId, accountScopeId, seenAt }: WriteScope,
  table: string,
  rows: readonly LinearRow[],
  placement: Fragment,
): Promise<PlacedRows> {
  const { names, incoming, assignments } = columnsOf(tx, rows[0]!);
  const evidenced = isEvidenced(table);
  const returned = tx([
    "external_id",
    "project_id",
    "deleted_at",
    "deleted_reason",
    ...evidenced ? evidenceColumns(table) : [],
  ]);
  const [row] = await tx<[PlacedRows & { unsettled: string[] }]>`
    with incoming as materialized (
      select * from jsonb_populate_recordset(null::${tx(table)}, ${tx.json(rows as never)})
    ), placed as materialized (${placement}), before as (
      select s.external_id, s.project_id, s.deleted_at, s.deleted_reason from ${tx(table)} s
      where s.connection_id = ${connectionId} and s.external_id = any (${
    rows.map((row) => row.external_id)
  })
    ), written as (
      insert into ${
    tx(table)
  } as stored (project_id, account_scope_id, connection_id, seen_at, deleted_at,
        deleted_reason, ${names})
      select p.project_id, ${accountScopeId}::uuid, ${connectionId}::uuid, ${seenAt}::timestamptz,
        p.deleted_at, p.deleted_reason, ${incoming}
      from incoming r join placed p on p.external_id = r.external_id
      where p.project_id is not null
      on conflict (connection_id, external_id) do update set ${assignments},
        project_id = excluded.project_id, seen_at = excluded.seen_at, deleted_at = excluded.deleted_at,
        deleted_reason = excluded.deleted_reason
      where excluded.vendor_updated_at >= stored.vendor_updated_at
        and (stored.content_hash <> excluded.content_hash or stored.project_id <> excluded.project_id
          or stored.deleted_reason is distinct from excluded.deleted_reason)
      returning ${returned}
    )
    ${evidenced ? tx`, kept as (${keepEvidence(tx, table, tx`written t where true`)})` : tx``}
    select coalesce(array_agg(t.external_id), '{}') as written,
      coalesce(array_agg(t.external_id) filter (where b.project_id <> t.project_id), '{}') as moved,
      coalesce(jsonb_agg(jsonb_build_object('external_id', t.external_id, 'was_at', b.deleted_at,
          'was_reason', b.deleted_reason, 'at', t.deleted_at, 'reason', t.deleted_reason))
        filter (where b.external_id is not null and b.deleted_reason is distinct from t.deleted_reason),
        '[]') as fated,
      coalesce(array_agg(t.external_id) filter (where b.project_id <> t.project_id
        or (b.external_id is not null and not (${
    evidenced ? shownWhen(tx, table) : tx`true`
  }))), '{}') as unsettled
    from written t left join before b on b.external_id = t.external_id`;
  if (evidenced) await settleEvidence(tx, connectionId, table, row.unsettled);
  return row;
}
