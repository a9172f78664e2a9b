import type { Sql } from "../../platform/mod.ts";
import {
  balanceStream,
  type Reconciliation,
  reconciliationOf,
  type StreamBalance,
} from "../balance.ts";
import type { SyncOutcome } from "../connector.ts";
import { type FailingRows, failingRows } from "../failing_rows.ts";
import { FULL_WALK } from "./choose_mode.ts";
import { chatwootStreams } from "./streams.ts";

interface LocalCounts {
  inboxes: number;
  agents: number;
  labels: number;
  contacts: number;
  conversations: number;
  /** Conversations that have a last message at the source, and those whose last message is here. */
  last_messages: number;
  last_messages_here: number;
  last_messages_missing: string[];
  with_contact: number;
  contact_here: number;
  inbox_here: number;
}

async function countLocal(sql: Sql, connectionId: string): Promise<LocalCounts> {
  const [local] = await sql<[LocalCounts]>`
    select
      (select count(*)::int from chatwoot_inboxes where connection_id = ${connectionId} and deleted_at is null) as inboxes,
      (select count(*)::int from chatwoot_agents where connection_id = ${connectionId} and deleted_at is null) as agents,
      (select count(*)::int from chatwoot_labels where connection_id = ${connectionId} and deleted_at is null) as labels,
      (select count(*)::int from chatwoot_contacts
        where connection_id = ${connectionId} and deleted_at is null and resolved) as contacts,
      c.*
    from (
      select count(*)::int as conversations,
        count(c.last_message_external_id)::int as last_messages,
        count(m.external_id)::int as last_messages_here,
        coalesce(array_agg(c.last_message_external_id order by c.last_message_external_id)
          filter (where m.external_id is null and c.last_message_external_id is not null), '{}')
          as last_messages_missing,
        count(c.contact_external_id)::int as with_contact,
        count(p.external_id)::int as contact_here,
        count(i.external_id)::int as inbox_here
      from chatwoot_conversations c
      left join chatwoot_messages m on m.project_id = c.project_id and m.connection_id = c.connection_id
        and m.external_id = c.last_message_external_id
      left join chatwoot_contacts p on p.connection_id = c.connection_id
        and p.external_id = c.contact_external_id and p.deleted_at is null
      left join chatwoot_inboxes i on i.connection_id = c.connection_id
        and i.external_id = c.inbox_external_id and i.deleted_at is null
      where c.connection_id = ${connectionId} and c.deleted_at is null
    ) c`;
  return local;
}

/** Rows that the last complete walk did not meet and nobody has buried: the sweep refused to. */
async function unseen(
  sql: Sql,
  connectionId: string,
): Promise<{ conversations: string[]; contacts: string[] }> {
  const [row] = await sql<[{ conversations: string[]; contacts: string[] }]>`
    with walk as (
      select watermark from sync_cursors where connection_id = ${connectionId} and stream = ${FULL_WALK}
    )
    select
      array(select c.external_id from chatwoot_conversations c, walk where c.connection_id = ${connectionId}
        and c.deleted_at is null and c.seen_at < walk.watermark order by 1) as conversations,
      array(select c.external_id from chatwoot_contacts c, walk where c.connection_id = ${connectionId}
        and c.deleted_at is null and c.resolved and c.seen_at < walk.watermark order by 1) as contacts`;
  return row;
}

/** Messages that are held more than once: in two projects, which nothing but a fault can bring about. */
async function doubledMessages(sql: Sql, connectionId: string): Promise<number> {
  const [row] = await sql<[{ doubled: number }]>`
    select count(*)::int as doubled from (
      select 1 from chatwoot_messages where connection_id = ${connectionId} group by id having count(*) > 1
    ) d`;
  return row.doubled;
}

/**
 * Compares the source's own counts with the rows here, as far as the run asked for them. Chatwoot
 * counts no messages; for them the last message that each conversation's row names stands in: it
 * must be here.
 */
export async function reconcileChatwoot(
  sql: Sql,
  connectionId: string,
  outcome: Pick<SyncOutcome, "mode" | "sourceCounts">,
): Promise<Reconciliation> {
  const [local, extra, failing, duplicates] = await Promise.all([
    countLocal(sql, connectionId),
    unseen(sql, connectionId),
    failingRows(sql, connectionId, chatwootStreams),
    outcome.mode === "full" ? doubledMessages(sql, connectionId) : 0,
  ]);
  const extraIds: Record<string, string[]> = extra;
  const failingOf = (stream: string): FailingRows =>
    failing.get(stream) ?? { missing: [], stale: [] };
  const streams: Record<string, StreamBalance> = {};
  for (const [stream, source] of Object.entries(outcome.sourceCounts)) {
    const { missing, stale } = failingOf(stream);
    streams[stream] = balanceStream(source, {
      local: local[stream as "inboxes"],
      stale: stale.length,
      missingIds: missing,
      extraIds: extraIds[stream],
    });
  }
  const messages = failingOf("messages");
  streams.messages = balanceStream(local.last_messages, {
    local: local.last_messages_here,
    stale: messages.stale.length,
    duplicates,
    missingIds: [...new Set([...local.last_messages_missing, ...messages.missing])],
  });
  return reconciliationOf(streams, {
    conversations_with_contact: { total: local.with_contact, joined: local.contact_here },
    conversations_with_inbox: { total: local.conversations, joined: local.inbox_here },
  });
}
