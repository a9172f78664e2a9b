import type { TransactionSql } from "../platform/mod.ts";
import type { WriteScope } from "./write_scope.ts";

/** Why a row is no longer at the source. */
export type TombstoneReason = "deleted" | "merged" | "no_access" | "trashed";

/** Marks rows of a fully reloaded list that it no longer holds. Returns how many. */
export async function tombstoneAbsent(
  tx: TransactionSql,
  scope: WriteScope,
  table: string,
  present: string[],
): Promise<number> {
  const { count } = await tx`
    update ${tx(table)} set deleted_at = ${scope.seenAt}, deleted_reason = 'deleted'
    where connection_id = ${scope.connectionId} and deleted_at is null and external_id <> all (${present})`;
  return count;
}

/** Marks rows as gone. Returns how many. */
export async function tombstoneRows(
  tx: TransactionSql,
  scope: WriteScope,
  table: string,
  ids: string[],
  reason: TombstoneReason,
): Promise<number> {
  const { count } = await tx`
    update ${tx(table)} set deleted_at = ${scope.seenAt}, deleted_reason = ${reason}
    where connection_id = ${scope.connectionId} and deleted_at is null and external_id = any (${ids})`;
  return count;
}
