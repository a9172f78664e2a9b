import type { Sql } from "../../platform/mod.ts";
import {
  balanceStream,
  type Reconciliation,
  reconciliationOf,
  type StreamBalance,
} from "../balance.ts";

interface LocalCounts {
  inboxes: number;
  agents: number;
  labels: number;
  contacts: number;
  conversations: number;
  /** Conversations that have a last message at the source, and those whose last message is here. */
  last_messages: number;
  last_messages_here: number;
  with_contact: number;
  contact_here: number;
  inbox_here: number;
}

/**
 * Compares the source's own counts with the rows here. Chatwoot counts no messages; for them the
 * last message that each conversation's row names stands in: it must be here.
 *
 * @param sourceCounts by stream, as the vendor gave them in the run that just ended; streams it did
 *   not ask for are left out
 */
export async function reconcileChatwoot(
  sql: Sql,
  connectionId: string,
  sourceCounts: Record<string, number>,
): Promise<Reconciliation> {
  const [local] = await sql<LocalCounts[]>`
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
  if (local === undefined) throw new Error("counting gave no row");
  return balance(local, sourceCounts);
}

function balance(local: LocalCounts, sourceCounts: Record<string, number>): Reconciliation {
  const held: Record<string, number> = {
    inboxes: local.inboxes,
    agents: local.agents,
    labels: local.labels,
    contacts: local.contacts,
    conversations: local.conversations,
  };
  const streams: Record<string, StreamBalance> = {};
  for (const [stream, source] of Object.entries(sourceCounts)) {
    streams[stream] = balanceStream(source, { local: held[stream] ?? 0 });
  }
  streams.messages = balanceStream(local.last_messages, { local: local.last_messages_here });
  return reconciliationOf(streams, {
    conversations_with_contact: { total: local.with_contact, joined: local.contact_here },
    conversations_with_inbox: { total: local.conversations, joined: local.inbox_here },
  });
}
