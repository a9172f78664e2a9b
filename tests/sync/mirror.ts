/** What the stand-in holds and what is held here, in one form, so that both can be compared. */
import { deepEqual } from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { Sql } from "postgres";
import type { ChatwootState } from "@/sim/mod.ts";
import { type Conversation, isResolved, type Message } from "../../sim/chatwoot/tables.ts";

type Row = Record<string, unknown>;

/** Rows by kind, each list ordered by the vendor's id. */
export type Mirror = Record<
  "inboxes" | "agents" | "labels" | "contacts" | "conversations" | "messages" | "evidence",
  Row[]
>;

const second = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toISOString();
const secondOrNull = (ms: number | null) => ms === null ? null : second(ms);

function senderOf(state: ChatwootState, { sender }: Message): Row {
  const writer = sender === null
    ? undefined
    : sender.type === "contact"
    ? state.tables.contacts.get(sender.id)
    : state.tables.agents.get(sender.id);
  return writer === undefined || sender === null
    ? { sender_kind: null, sender: null, sender_name: null }
    : { sender_kind: sender.type, sender: String(sender.id), sender_name: writer.name };
}

function conversationRow(state: ChatwootState, row: Conversation, project: string): Row {
  const { agents, contacts } = state.tables;
  const last = row.messages.findLast((message) => message.type !== "activity");
  return {
    id: String(row.id),
    project,
    inbox: String(row.inboxId),
    contact: contacts.has(row.contactId) ? String(row.contactId) : null,
    assignee: row.assigneeId !== null && agents.has(row.assigneeId) ? String(row.assigneeId) : null,
    status: row.status,
    priority: row.priority,
    labels: row.labels,
    created: second(row.createdAt),
    updated: new Date(row.updatedAt).toISOString(),
    active: second(row.lastActivityAt),
    waiting: secondOrNull(row.waitingSince),
    replied: secondOrNull(row.firstReplyAt),
    snoozed: row.snoozedUntil === null ? null : new Date(row.snoozedUntil).toISOString(),
    last_message: last === undefined ? null : String(last.id),
  };
}

function messageRow(state: ChatwootState, row: Message, project: string): Row {
  return {
    id: String(row.id),
    project,
    conversation: String(row.conversationId),
    direction: row.type,
    private: row.private,
    content: row.content,
    content_type: row.contentType,
    status: row.status,
    ...senderOf(state, row),
    files: row.attachments.map((file) => file.dataUrl),
    created: second(row.createdAt),
    deleted: row.deleted,
  };
}

/** Whether a message is something a client or the team said, so that figures may point at it. */
function isEvidence(row: Message): boolean {
  return !row.private && !row.deleted && row.content !== null && row.content !== "" &&
    (row.type === "incoming" || row.type === "outgoing");
}

/**
 * What the stand-in holds, as far as the API shows it.
 *
 * @param projectOf a conversation's project, by slug
 * @param known ids of contacts that were seen once: they can be read although no list has them
 */
export function remoteMirror(
  state: ChatwootState,
  appUrl: string,
  projectOf: (row: Conversation) => string = () => "unassigned",
  known: ReadonlySet<unknown> = new Set(),
): Mirror {
  const { tables } = state;
  const conversations = [...tables.conversations.values()].sort((a, b) => a.id - b.id);
  const messages = conversations.flatMap((row) =>
    row.messages.map((message) => ({ message, project: projectOf(row) }))
  ).sort((a, b) => a.message.id - b.message.id);
  const writing = new Set(conversations.map((row) => row.contactId));
  return {
    inboxes: [...tables.inboxes.values()].map((row) => ({
      id: String(row.id),
      name: row.name,
      channel: row.channelType,
    })),
    agents: [...tables.agents.values()].map((row) => ({
      ...{ id: String(row.id), name: row.name, email: row.email, role: row.role },
    })),
    labels: [...tables.labels.values()].map((row) => ({
      ...{ id: String(row.id), title: row.title, color: row.color },
    })),
    contacts: [...tables.contacts.values()].filter((row) =>
      isResolved(row) || writing.has(row.id) || known.has(String(row.id))
    )
      .map((row) => ({
        id: String(row.id),
        name: row.name,
        email: row.email,
        phone: row.phoneNumber,
        identifier: row.identifier,
        company: row.companyName,
        resolved: isResolved(row),
        created: second(row.createdAt),
        active: secondOrNull(row.lastActivityAt),
      })),
    conversations: conversations.map((row) => conversationRow(state, row, projectOf(row))),
    messages: messages.map(({ message, project }) => messageRow(state, message, project)),
    evidence: messages.filter(({ message }) => isEvidence(message)).map(({ message, project }) => ({
      id: String(message.id),
      project,
      at: second(message.createdAt),
      author: senderOf(state, message).sender_name,
      snippet: message.content!.slice(0, 500),
      url: `${appUrl}${message.conversationId}`,
    })),
  };
}

const iso = (time: Date | null) => time === null ? null : time.toISOString();

/** Makes a query's times comparable. */
function plain(rows: readonly Row[]): Row[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, value instanceof Date ? iso(value) : value]),
    )
  );
}

/** What is held here of a connection: live rows, and the deleted messages of live conversations. */
export async function localMirror(sql: Sql, connectionId: string): Promise<Mirror> {
  const at = sql`connection_id = ${connectionId} and deleted_at is null`;
  const byId = sql`order by external_id::bigint`;
  const lists: [keyof Mirror, Row[]][] = [
    [
      "inboxes",
      await sql`select external_id as id, name, channel from chatwoot_inboxes where ${at} ${byId}`,
    ],
    [
      "agents",
      await sql`
        select external_id as id, name, email, role from chatwoot_agents where ${at} ${byId}`,
    ],
    [
      "labels",
      await sql`select external_id as id, title, color from chatwoot_labels where ${at} ${byId}`,
    ],
    [
      "contacts",
      await sql`
        select external_id as id, name, email, phone_number as phone, identifier, company_name as company,
          resolved, vendor_created_at as created, last_activity_at as active
        from chatwoot_contacts where ${at} ${byId}`,
    ],
    [
      "conversations",
      await sql`
        select c.external_id as id, p.slug as project, inbox_external_id as inbox,
          contact_external_id as contact, assignee_external_id as assignee, status, priority, labels,
          vendor_created_at as created, vendor_updated_at as updated, last_activity_at as active,
          waiting_since as waiting, first_reply_at as replied, snoozed_until as snoozed,
          last_message_external_id as last_message
        from chatwoot_conversations c join projects p on p.id = c.project_id where ${at} ${byId}`,
    ],
    [
      "messages",
      await sql`
        select m.external_id as id, p.slug as project, m.conversation_external_id as conversation,
          m.direction, m.private, m.content, m.content_type, m.status, m.sender_kind,
          m.sender_external_id as sender, m.sender_name,
          (select coalesce(jsonb_agg(f -> 'data_url'), '[]') from jsonb_array_elements(m.attachments) f) as files,
          m.vendor_created_at as created, m.deleted_at is not null as deleted
        from chatwoot_messages m join projects p on p.id = m.project_id
        join chatwoot_conversations c on c.connection_id = m.connection_id
          and c.external_id = m.conversation_external_id and c.deleted_at is null
        where m.connection_id = ${connectionId} order by m.external_id::bigint`,
    ],
    [
      "evidence",
      await sql`
        select m.external_id as id, p.slug as project, e.occurred_at as at, e.author, e.snippet, e.url
        from evidence e join chatwoot_messages m on m.id = e.source_id
        join projects p on p.id = e.project_id
        where e.source_table = 'chatwoot_messages' and m.connection_id = ${connectionId}
        order by m.external_id::bigint`,
    ],
  ];
  return Object.fromEntries(lists.map(([name, rows]) => [name, plain(rows)])) as Mirror;
}

/** Fails unless what is held here equals what the stand-in holds, row for row. */
export async function equalMirrors(
  world: { sql: Sql; fake: { url: string; state: ChatwootState }; connectionId(): Promise<string> },
  projectOf?: (row: Conversation) => string,
): Promise<void> {
  const appUrl = `${world.fake.url}/app/accounts/1/conversations/`;
  const local = await localMirror(world.sql, await world.connectionId());
  const known = new Set(local.contacts.map((row) => row.id));
  const remote = remoteMirror(world.fake.state, appUrl, projectOf, known);
  for (const kind of Object.keys(remote) as (keyof Mirror)[]) {
    equalRows(kind, local[kind], remote[kind]);
  }
}

/** Fails with the first rows that differ, where printing both lists would show nothing. */
export function equalRows(kind: string, local: readonly Row[], wanted: readonly Row[]): void {
  const index = wanted.findIndex((row, at) => !isDeepStrictEqual(row, local[at]));
  const at = index < 0 && local.length > wanted.length ? wanted.length : index;
  if (at < 0) return;
  const ids = (rows: readonly Row[]) => rows.slice(at, at + 8).map((row) => row.id).join(" ");
  deepEqual(
    { kind, at, rows: local.length, next: ids(local), row: local[at] },
    { kind, at, rows: wanted.length, next: ids(wanted), row: wanted[at] },
  );
}

/** Every column of every vendor row and piece of evidence of a scope, for comparing two databases. */
export async function wholeRows(sql: Sql, accountScopeId: string): Promise<Record<string, Row[]>> {
  const tables = [
    ...["inboxes", "agents", "labels", "contacts", "conversations", "messages"]
      .map((name) => [`chatwoot_${name}`, "external_id::bigint"]),
    ["evidence", "source_id"],
  ] as const;
  const whole: Record<string, Row[]> = {};
  for (const [table, order] of tables) {
    const rows = await sql`
      select to_jsonb(t) as row from ${sql(table!)} t
      where account_scope_id = ${accountScopeId} order by ${sql.unsafe(order!)}`;
    whole[table!] = rows.map(({ row }) => row as Row);
  }
  return whole;
}
