import type { Sql } from "postgres";

/** Writes conversations straight into the tables, for tests of what is read from them. */
export interface ConversationWriter {
  connectionId: string;
  /** Adds a conversation; times are ISO strings. Returns its id. */
  conversation(options: {
    id: number;
    projectId: string;
    createdAt: string;
    lastActivityAt?: string;
    status?: string;
    deleted?: boolean;
  }): Promise<string>;
  message(options: {
    id: number;
    conversation: number;
    projectId: string;
    at: string;
    direction?: string;
    private?: boolean;
    deleted?: boolean;
    content?: string;
  }): Promise<void>;
}

/** Makes a connection with one inbox and one contact in a scope. */
export async function conversationWriter(sql: Sql, scopeId: string): Promise<ConversationWriter> {
  const [connection] = await sql<{ id: string }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id, last_synced_at, status)
    values (${scopeId}, 'chatwoot', 'https://chat.example', '1', now(), 'ok') returning id`;
  const connectionId = connection!.id;
  const hash = sql`decode(repeat('00', 32), 'hex')`;
  await sql`
    insert into chatwoot_inboxes (account_scope_id, connection_id, external_id, name, channel, data, content_hash, seen_at)
    values (${scopeId}, ${connectionId}, '1', 'Web', 'Channel::WebWidget', '{}', ${hash}, now())`;
  await sql`
    insert into chatwoot_contacts (account_scope_id, connection_id, external_id, name, email, resolved, data, content_hash, seen_at)
    values (${scopeId}, ${connectionId}, '1', 'Ada', 'ada@client.example', true, '{}', ${hash}, now())`;
  return {
    connectionId,
    async conversation(
      { id, projectId, createdAt, lastActivityAt = createdAt, status = "open", deleted = false },
    ) {
      const [row] = await sql<{ id: string }[]>`
        insert into chatwoot_conversations (project_id, account_scope_id, connection_id, external_id,
          inbox_external_id, contact_external_id, status, vendor_created_at, last_activity_at, data,
          content_hash, vendor_updated_at, seen_at, deleted_at, deleted_reason)
        values (${projectId}, ${scopeId}, ${connectionId}, ${
        String(id)
      }, '1', '1', ${status}, ${createdAt},
          ${lastActivityAt}, '{}', ${hash}, ${createdAt}, now(), ${deleted ? createdAt : null},
          ${deleted ? "deleted" : null})
        returning id`;
      return row!.id;
    },
    async message(
      {
        id,
        conversation,
        projectId,
        at,
        direction = "incoming",
        content = `message ${id}`,
        ...flags
      },
    ) {
      await sql`
        insert into chatwoot_messages (project_id, account_scope_id, connection_id, external_id,
          conversation_external_id, direction, private, content, content_type, sender_name,
          vendor_created_at, data, content_hash, seen_at, deleted_at, deleted_reason)
        values (${projectId}, ${scopeId}, ${connectionId}, ${String(id)}, ${
        String(conversation)
      }, ${direction},
          ${flags.private ?? false}, ${content}, 'text', ${
        direction === "incoming" ? "Ada" : "Bo"
      }, ${at}, '{}',
          ${hash}, now(), ${flags.deleted ? at : null}, ${flags.deleted ? "deleted" : null})`;
    },
  };
}
