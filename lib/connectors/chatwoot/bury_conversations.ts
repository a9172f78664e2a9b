import type { TransactionSql } from "../../platform/mod.ts";
import type { TombstoneReason } from "../tombstones.ts";
import type { WriteScope } from "../write_scope.ts";

/** Marks conversations with their messages as gone, and drops their evidence. Returns how many. */
export async function buryConversations(
  tx: TransactionSql,
  scope: WriteScope,
  ids: string[],
  reason: TombstoneReason,
): Promise<number> {
  const [row] = await tx<{ gone: number }[]>`
    with gone as (
      update chatwoot_conversations set deleted_at = ${scope.seenAt}, deleted_reason = ${reason}
      where connection_id = ${scope.connectionId} and deleted_at is null and external_id = any (${ids})
      returning external_id
    ), messages as (
      update chatwoot_messages m set deleted_at = ${scope.seenAt}, deleted_reason = ${reason}
      from gone g
      where m.connection_id = ${scope.connectionId} and m.conversation_external_id = g.external_id
        and m.deleted_at is null
    ), dropped as (
      delete from evidence e using chatwoot_messages m, gone g
      where m.connection_id = ${scope.connectionId} and m.conversation_external_id = g.external_id
        and e.source_table = 'chatwoot_messages' and e.source_id = m.id and e.project_id = m.project_id
    )
    select count(*)::int as gone from gone`;
  return row?.gone ?? 0;
}
