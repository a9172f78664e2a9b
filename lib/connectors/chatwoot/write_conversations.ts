import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import type { ConversationRow, MessageRow } from "./rows.ts";

/** A conversation with where the reading of its messages goes on. */
export type ConversationWrite = ConversationRow & {
  /** Greatest message id known to be followed by no unseen older one; null keeps what is stored. */
  message_cursor: string | null;
};

/**
 * Makes or changes conversations and puts each into the project its bindings say; messages follow
 * through the foreign key, evidence in the same statement. A row older than the stored one is not
 * written. All rows are marked as seen. Returns the number made or changed.
 */
export async function writeConversations(
  tx: TransactionSql,
  scope: WriteScope,
  rows: ConversationWrite[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const { connectionId, accountScopeId, seenAt } = scope;
  const ids = rows.map((row) => row.external_id);
  const written = await tx<
    { moved: boolean; id: string; project_id: string; external_id: string }[]
  >`
    with incoming as (
      select r.*, chatwoot_project_of(${connectionId}, ${accountScopeId}, r.labels, r.inbox_external_id,
          (select c.company_name from chatwoot_contacts c
            where c.connection_id = ${connectionId} and c.external_id = r.contact_external_id)
        ) as project_id
      from jsonb_to_recordset(${
    tx.json(rows as never)
  }) as r (external_id text, inbox_external_id text,
        contact_external_id text, assignee_external_id text, status text, priority text, labels text[],
        vendor_created_at timestamptz, last_activity_at timestamptz, waiting_since timestamptz,
        first_reply_at timestamptz, snoozed_until timestamptz, message_cursor text,
        last_message_external_id text, data jsonb,
        content_hash text, vendor_updated_at timestamptz)
    ), before as (
      select c.external_id, c.project_id from chatwoot_conversations c
      where c.connection_id = ${connectionId} and c.external_id = any (${ids})
    ), written as (
      insert into chatwoot_conversations as stored (project_id, account_scope_id, connection_id,
        external_id, inbox_external_id, contact_external_id, assignee_external_id, status, priority,
        labels, vendor_created_at, last_activity_at, waiting_since, first_reply_at, snoozed_until,
        message_cursor, last_message_external_id, data, content_hash, vendor_updated_at, seen_at)
      select r.project_id, ${accountScopeId}, ${connectionId}, r.external_id, r.inbox_external_id,
        r.contact_external_id, r.assignee_external_id, r.status, r.priority, r.labels,
        r.vendor_created_at, r.last_activity_at, r.waiting_since, r.first_reply_at, r.snoozed_until,
        r.message_cursor, r.last_message_external_id, r.data, decode(r.content_hash, 'hex'), r.vendor_updated_at, ${seenAt}
      from incoming r
      on conflict (connection_id, external_id) do update set project_id = excluded.project_id,
        inbox_external_id = excluded.inbox_external_id,
        contact_external_id = excluded.contact_external_id,
        assignee_external_id = excluded.assignee_external_id, status = excluded.status,
        priority = excluded.priority, labels = excluded.labels,
        vendor_created_at = excluded.vendor_created_at, last_activity_at = excluded.last_activity_at,
        waiting_since = excluded.waiting_since, first_reply_at = excluded.first_reply_at,
        snoozed_until = excluded.snoozed_until,
        message_cursor = coalesce(excluded.message_cursor, stored.message_cursor),
        last_message_external_id = excluded.last_message_external_id,
        data = excluded.data, content_hash = excluded.content_hash,
        vendor_updated_at = excluded.vendor_updated_at, seen_at = excluded.seen_at,
        deleted_at = null, deleted_reason = null
      where excluded.vendor_updated_at >= stored.vendor_updated_at
        and (stored.content_hash <> excluded.content_hash or stored.deleted_at is not null
          or stored.project_id <> excluded.project_id
          or stored.message_cursor is distinct from coalesce(excluded.message_cursor, stored.message_cursor))
      returning external_id, id, project_id
    ), seen as (
      update chatwoot_conversations c set seen_at = ${seenAt}
      where c.connection_id = ${connectionId} and c.external_id = any (${ids}) and c.seen_at < ${seenAt}
        and c.deleted_at is null and not exists (select from written w where w.external_id = c.external_id)
    )
    select w.external_id, w.id, w.project_id, b.project_id is not null and b.project_id <> w.project_id as moved
    from written w left join before b using (external_id)`;
  const moved = written.filter((row) => row.moved).map((row) => row.external_id);
  if (moved.length > 0) await moveEvidence(tx, connectionId, moved);
  return written.length;
}

/** Brings the evidence of conversations' messages into the project the messages are in now. */
export async function moveEvidence(
  tx: TransactionSql,
  connectionId: string,
  conversations: string[],
): Promise<void> {
  await tx`
    update evidence e set project_id = m.project_id
    from chatwoot_messages m
    where m.connection_id = ${connectionId} and m.conversation_external_id = any (${conversations})
      and e.source_table = 'chatwoot_messages' and e.source_id = m.id
      and e.project_id <> m.project_id`;
}

/** Messages sent to the database in one statement. */
const BATCH = 1000;

/** Longest snippet kept as evidence, in characters. */
const SNIPPET = 500;

/**
 * Makes or changes messages in the project of their conversation, together with their evidence:
 * what a client or the team said, not private, not deleted. Returns the number made or changed.
 */
export async function writeMessages(
  tx: TransactionSql,
  scope: WriteScope & { appUrl: string },
  rows: MessageRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  if (rows.length > BATCH) {
    let written = 0;
    for (let start = 0; start < rows.length; start += BATCH) {
      written += await writeMessages(tx, scope, rows.slice(start, start + BATCH));
    }
    return written;
  }
  const { connectionId, accountScopeId, seenAt, appUrl } = scope;
  const [row] = await tx<{ written: number; hidden: string[] }[]>`
    with written as (
      insert into chatwoot_messages as stored (project_id, account_scope_id, connection_id, external_id,
        conversation_external_id, direction, private, content, content_type, status, sender_kind,
        sender_external_id, sender_name, attachments, vendor_created_at, data, content_hash, seen_at,
        deleted_at, deleted_reason)
      select (select c.project_id from chatwoot_conversations c
          where c.connection_id = ${connectionId} and c.external_id = r.conversation_external_id),
        ${accountScopeId}, ${connectionId}, r.external_id, r.conversation_external_id,
        r.direction, r.private, r.content, r.content_type, r.status, r.sender_kind, r.sender_external_id,
        r.sender_name, r.attachments, r.vendor_created_at, r.data, decode(r.content_hash, 'hex'),
        ${seenAt}, case when r.deleted then ${seenAt}::timestamptz end,
        case when r.deleted then 'deleted' end
      from jsonb_to_recordset(${tx.json(rows as never)}) as r (external_id text,
        conversation_external_id text, direction text, private boolean, content text, content_type text,
        status text, sender_kind text, sender_external_id text, sender_name text, attachments jsonb,
        vendor_created_at timestamptz, deleted boolean, data jsonb, content_hash text)
      on conflict (project_id, connection_id, external_id) do update set direction = excluded.direction,
        private = excluded.private, content = excluded.content, content_type = excluded.content_type,
        status = excluded.status, sender_kind = excluded.sender_kind,
        sender_external_id = excluded.sender_external_id, sender_name = excluded.sender_name,
        attachments = excluded.attachments, vendor_created_at = excluded.vendor_created_at,
        data = excluded.data, content_hash = excluded.content_hash, seen_at = excluded.seen_at,
        deleted_at = excluded.deleted_at, deleted_reason = excluded.deleted_reason
      where stored.content_hash <> excluded.content_hash
        or (stored.deleted_at is null) <> (excluded.deleted_at is null)
      returning id, project_id, conversation_external_id, vendor_created_at, sender_name, content,
        not private and deleted_at is null and content <> '' and direction in ('incoming', 'outgoing') as visible
    ), kept as (
      insert into evidence (project_id, account_scope_id, source, source_table, source_id, occurred_at,
        author, snippet, url)
      select w.project_id, ${accountScopeId}, 'chatwoot', 'chatwoot_messages', w.id, w.vendor_created_at,
        w.sender_name, left(w.content, ${SNIPPET}), ${appUrl} || w.conversation_external_id
      from written w where w.visible
      on conflict (project_id, source_table, source_id) do update set occurred_at = excluded.occurred_at,
        author = excluded.author, snippet = excluded.snippet, url = excluded.url
    )
    select count(*)::int as written,
      coalesce(array_agg(id) filter (where visible is not true), '{}') as hidden
    from written`;
  if (row !== undefined && row.hidden.length > 0) {
    await tx`
      delete from evidence where source_table = 'chatwoot_messages' and source_id = any (${row.hidden})`;
  }
  return row?.written ?? 0;
}
