import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import { columnsOf, type PackedRows } from "./columns.ts";

/**
 * Makes or changes rows of the workspace as a whole. A row older than the stored one is not written,
 * one that is as stored stays untouched. Returns how many were made or changed.
 */
export async function writeRows(
  tx: TransactionSql,
  scope: WriteScope,
  table: string,
  packed: PackedRows,
): Promise<number> {
  if (packed.rows.length === 0) return 0;
  const { names, incoming, assignments, ...given } = columnsOf(tx, packed);
  const { count } = await tx`
    insert into ${tx(table)} as stored (account_scope_id, connection_id, seen_at, ${names})
    select ${scope.accountScopeId}::uuid, ${scope.connectionId}::uuid, ${scope.seenAt}::timestamptz, ${incoming}
    from (${given.rows}) as r
    on conflict (connection_id, external_id) do update set ${assignments}, seen_at = excluded.seen_at,
      deleted_at = null, deleted_reason = null
    where excluded.vendor_updated_at >= stored.vendor_updated_at
      and (stored.content_hash <> excluded.content_hash or stored.deleted_at is not null)`;
  return count;
}
