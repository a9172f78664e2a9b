import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import { columnsOf, type Fragment, type PackedRows } from "./columns.ts";
import {
  evidenceColumns,
  isEvidenced,
  keepEvidence,
  settleEvidence,
  shownWhen,
} from "./evidence.ts";

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

/**
 * Makes or changes rows that belong to projects, with their evidence. A row older than the stored one is not written, one
 * that is as stored stays untouched; one without a place is left out.
 *
 * @param placement selects of the rows `incoming` all columns and `place, fate_at, fate_reason`: the
 *   project's id, and the tombstone of what they hang on, or their own
 */
export async function writePlaced(
  tx: TransactionSql,
  { connectionId, accountScopeId, seenAt }: WriteScope,
  table: string,
  packed: PackedRows,
  placement: Fragment,
): Promise<PlacedRows> {
  if (packed.rows.length === 0) return { written: [], moved: [], fated: [] };
  const { names, incoming, assignments, ...given } = columnsOf(tx, packed);
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
      ${given.rows}
    ), placed as (${placement}), written as (
      insert into ${
    tx(table)
  } as stored (project_id, account_scope_id, connection_id, seen_at, deleted_at,
        deleted_reason, ${names})
      select r.place, ${accountScopeId}::uuid, ${connectionId}::uuid, ${seenAt}::timestamptz,
        r.fate_at, r.fate_reason, ${incoming}
      from placed r where r.place is not null
      on conflict (connection_id, external_id) do update set ${assignments},
        project_id = excluded.project_id, seen_at = excluded.seen_at, deleted_at = excluded.deleted_at,
        deleted_reason = excluded.deleted_reason
      where excluded.vendor_updated_at >= stored.vendor_updated_at
        and (stored.content_hash <> excluded.content_hash or stored.project_id <> excluded.project_id
          or stored.deleted_reason is distinct from excluded.deleted_reason)
      -- a row that was there is locked before it is changed; that is how it is told from a new one
      returning ${returned}, stored.xmax::text <> '0' as was_there
    ), changed as (
      select w.*, s.project_id as was_in, s.deleted_at as was_at, s.deleted_reason as was_reason
      from written w join ${tx(table)} s on s.connection_id = ${connectionId}
        and s.external_id = w.external_id
      where w.was_there
    )
    ${evidenced ? tx`, kept as (${keepEvidence(tx, table, tx`written t where true`)})` : tx``}
    select (select coalesce(array_agg(external_id), '{}') from written) as written,
      coalesce(array_agg(t.external_id) filter (where t.was_in <> t.project_id), '{}') as moved,
      coalesce(jsonb_agg(jsonb_build_object('external_id', t.external_id, 'was_at', t.was_at,
          'was_reason', t.was_reason, 'at', t.deleted_at, 'reason', t.deleted_reason))
        filter (where t.was_reason is distinct from t.deleted_reason), '[]') as fated,
      coalesce(array_agg(t.external_id) filter (where t.was_in <> t.project_id
        or not (${evidenced ? shownWhen(tx, table) : tx`true`})), '{}') as unsettled
    from changed t`;
  if (evidenced) await settleEvidence(tx, connectionId, table, row.unsettled);
  return row;
}
