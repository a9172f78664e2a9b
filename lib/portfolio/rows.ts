import type { Sql } from "../platform/mod.ts";
import type { ProjectScope } from "./range.ts";
import { repliesBetween } from "./responses.ts";

/** The moments between which rows are counted: from (included) to (not; null: without an end). */
export interface Period {
  from: Date;
  to: Date | null;
}

/** A page of a list by position. */
export interface Page {
  limit: number;
  offset: number;
}

/** Rows of a page, and how many there are on all pages. */
export interface Rows<Row> {
  rows: Row[];
  total: number;
}

/** A message in a flat list, with the conversation it stands in. */
export interface FlatMessage {
  id: string;
  conversation_id: string;
  contact: string | null;
  author: string | null;
  direction: "incoming" | "outgoing";
  content: string | null;
  at: Date;
}

/** The messages a figure counted: incoming and outgoing of a period, newest first. */
export async function listMessages(
  sql: Sql,
  scope: ProjectScope,
  { from, to }: Period,
  page: Page,
): Promise<Rows<FlatMessage>> {
  const condition = sql`
    m.project_id = any (${scope.projectIds}) and m.deleted_at is null and not m.private
    and m.direction in ('incoming', 'outgoing') and m.vendor_created_at >= ${from}
    ${to === null ? sql`` : sql`and m.vendor_created_at < ${to}`}`;
  const [[count], rows] = await Promise.all([
    sql<{ total: number }[]>`
      select count(*)::int as total from chatwoot_messages m where ${condition}`,
    sql<FlatMessage[]>`
      select m.id, c.id as conversation_id, s.name as contact, m.sender_name as author, m.direction,
        left(m.content, 300) as content, m.vendor_created_at as at
      from chatwoot_messages m
      join chatwoot_conversations c on c.project_id = m.project_id
        and c.connection_id = m.connection_id and c.external_id = m.conversation_external_id
      left join chatwoot_contacts s on s.connection_id = c.connection_id
        and s.external_id = c.contact_external_id
      where ${condition}
      order by m.vendor_created_at desc, m.external_id::bigint desc, m.id
      limit ${page.limit} offset ${page.offset}`,
  ]);
  return { rows, total: count!.total };
}

/** One answer of the team to a waiting client. */
export interface Reply {
  message_id: string;
  conversation_id: string;
  contact: string | null;
  author: string | null;
  at: Date;
  /** Minutes since the client's first unanswered message. */
  minutes: number;
}

/** The answers response times were measured on, slowest first. */
export async function listReplies(
  sql: Sql,
  scope: ProjectScope,
  { from, to }: Period,
  page: Page,
): Promise<Rows<Reply>> {
  const condition = repliesBetween(sql, scope, from, to);
  const [[count], rows] = await Promise.all([
    sql<{ total: number }[]>`
      select count(*)::int as total from chatwoot_replies r where ${condition}`,
    sql<Reply[]>`
      select r.message_id, c.id as conversation_id, s.name as contact, r.author, r.at, r.minutes
      from chatwoot_replies r
      join chatwoot_conversations c on c.project_id = r.project_id
        and c.connection_id = r.connection_id and c.external_id = r.conversation_external_id
      left join chatwoot_contacts s on s.connection_id = c.connection_id
        and s.external_id = c.contact_external_id
      where ${condition}
      order by r.minutes desc, r.at desc, r.message_id
      limit ${page.limit} offset ${page.offset}`,
  ]);
  return { rows, total: count!.total };
}
