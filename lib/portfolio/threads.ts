import type { Sql } from "../platform/mod.ts";
import { repliesBetween } from "./activity.ts";
import type { ProjectScope } from "./range.ts";

/** Rows of a list, and whether there are more on either side. */
export interface Slice<Row> {
  rows: Row[];
  /** Rows that match, over all pages. */
  total: number;
  hasNewer: boolean;
  hasOlder: boolean;
}

/** Which page of a list: after (older than) or before (newer than) a row's id. */
export interface SliceOptions {
  limit: number;
  olderThan?: string;
  newerThan?: string;
}

/** A conversation in a list. */
export interface ThreadRow {
  id: string;
  external_id: string;
  project_id: string;
  project: string;
  project_kind: "client" | "unassigned";
  contact: string | null;
  inbox: string | null;
  status: string;
  labels: string[];
  last_activity_at: Date;
  messages: number;
  preview: string | null;
  preview_direction: string | null;
}

/** What a list of conversations is narrowed to. */
export interface ThreadFilter {
  status?: string;
  inbox?: string;
  /** Part of the contact's name or e-mail address, or of a message. */
  text?: string;
}

function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

function threadCondition(sql: Sql, scope: ProjectScope, filter: ThreadFilter) {
  const pattern = filter.text === undefined ? null : likePattern(filter.text);
  return sql`
    c.project_id = any (${scope.projectIds}) and c.deleted_at is null
    ${filter.status === undefined ? sql`` : sql`and c.status = ${filter.status}`}
    ${filter.inbox === undefined ? sql`` : sql`and c.inbox_external_id = ${filter.inbox}`}
    ${
    pattern === null ? sql`` : sql`and (
      exists (select 1 from chatwoot_contacts s where s.connection_id = c.connection_id
        and s.external_id = c.contact_external_id and (s.name ilike ${pattern} or s.email ilike ${pattern}))
      or exists (select 1 from chatwoot_messages s where s.project_id = c.project_id
        and s.connection_id = c.connection_id and s.conversation_external_id = c.external_id
        and s.deleted_at is null and s.content ilike ${pattern}))`
  }`;
}

/** Turns limit + 1 rows read in the asked direction into a page that is newest first. */
function slice<Row>(
  rows: Row[],
  total: number,
  { limit, newerThan, olderThan }: SliceOptions,
): Slice<Row> {
  const more = rows.length > limit;
  const page = rows.slice(0, limit);
  const newer = newerThan !== undefined;
  return {
    rows: newer ? page.reverse() : page,
    total,
    hasNewer: newer ? more : olderThan !== undefined,
    hasOlder: newer ? true : more,
  };
}

/** Conversations with the newest activity first. */
export async function listThreads(
  sql: Sql,
  scope: ProjectScope,
  filter: ThreadFilter,
  options: SliceOptions,
): Promise<Slice<ThreadRow>> {
  const condition = threadCondition(sql, scope, filter);
  const anchor = options.newerThan ?? options.olderThan;
  const newer = options.newerThan !== undefined;
  const [count] = await sql<{ total: number }[]>`
    select count(*)::int as total from chatwoot_conversations c where ${condition}`;
  const rows = await sql<ThreadRow[]>`
    with page as (
      select c.* from chatwoot_conversations c
      where ${condition} ${
    anchor === undefined
      ? sql``
      : sql`and (c.last_activity_at, c.external_id) ${newer ? sql`>` : sql`<`} (
        select a.last_activity_at, a.external_id from chatwoot_conversations a
        where a.id = ${anchor} and a.account_scope_id = ${scope.accountScopeId})`
  }
      order by c.last_activity_at ${newer ? sql`asc` : sql`desc`}, c.external_id ${
    newer ? sql`asc` : sql`desc`
  }
      limit ${options.limit + 1}
    )
    select c.id, c.external_id, c.project_id, p.name as project, p.kind as project_kind, s.name as contact,
      i.name as inbox, c.status, c.labels, c.last_activity_at,
      (select count(*)::int from chatwoot_messages m where m.project_id = c.project_id
        and m.connection_id = c.connection_id and m.conversation_external_id = c.external_id
        and m.deleted_at is null and not m.private and m.direction in ('incoming', 'outgoing')) as messages,
      l.content as preview, l.direction as preview_direction
    from page c
    join projects p on p.id = c.project_id
    left join chatwoot_contacts s on s.connection_id = c.connection_id and s.external_id = c.contact_external_id
    left join chatwoot_inboxes i on i.connection_id = c.connection_id and i.external_id = c.inbox_external_id
    left join lateral (
      select left(m.content, 200) as content, m.direction from chatwoot_messages m
      where m.project_id = c.project_id and m.connection_id = c.connection_id
        and m.conversation_external_id = c.external_id and m.deleted_at is null and not m.private
        and m.direction in ('incoming', 'outgoing')
      order by m.vendor_created_at desc, m.external_id desc limit 1
    ) l on true
    order by c.last_activity_at ${newer ? sql`asc` : sql`desc`}, c.external_id ${
    newer ? sql`asc` : sql`desc`
  }`;
  return slice(rows, count?.total ?? 0, options);
}

/** A message as a thread shows it. */
export interface MessageRow {
  id: string;
  direction: string;
  private: boolean;
  content: string | null;
  sender_name: string | null;
  at: Date;
  deleted: boolean;
  attachments: { id?: number; file_type?: string; data_url?: string }[];
}

/** A conversation with where to open it at the vendor. */
export interface Thread extends Omit<ThreadRow, "preview" | "preview_direction" | "messages"> {
  email: string | null;
  company: string | null;
  assignee: string | null;
  /** Page at the vendor. */
  url: string;
}

/** One conversation; null when the scope has none with this id. */
export async function readThread(
  sql: Sql,
  scope: ProjectScope,
  id: string,
): Promise<Thread | null> {
  const [row] = await sql<Thread[]>`
    select c.id, c.external_id, c.project_id, p.name as project, p.kind as project_kind, s.name as contact,
      s.email, s.company_name as company, i.name as inbox, a.name as assignee, c.status, c.labels,
      c.last_activity_at,
      n.base_url || '/app/accounts/' || n.external_account_id || '/conversations/' || c.external_id as url
    from chatwoot_conversations c
    join projects p on p.id = c.project_id
    join connections n on n.id = c.connection_id
    left join chatwoot_contacts s on s.connection_id = c.connection_id and s.external_id = c.contact_external_id
    left join chatwoot_inboxes i on i.connection_id = c.connection_id and i.external_id = c.inbox_external_id
    left join chatwoot_agents a on a.connection_id = c.connection_id and a.external_id = c.assignee_external_id
    where c.id = ${id} and c.project_id = any (${scope.projectIds}) and c.deleted_at is null`;
  return row ?? null;
}

/** A thread's messages, newest page first in time, each page oldest message first. */
export async function threadMessages(
  sql: Sql,
  scope: ProjectScope,
  threadId: string,
  options: SliceOptions,
): Promise<Slice<MessageRow>> {
  const newer = options.newerThan !== undefined;
  const anchor = options.newerThan ?? options.olderThan;
  const condition = sql`
    c.id = ${threadId} and c.project_id = any (${scope.projectIds}) and m.project_id = c.project_id
    and m.connection_id = c.connection_id and m.conversation_external_id = c.external_id`;
  const [count] = await sql<{ total: number }[]>`
    select count(*)::int as total from chatwoot_conversations c, chatwoot_messages m where ${condition}`;
  const rows = await sql<MessageRow[]>`
    select m.id, m.direction, m.private, m.content, m.sender_name, m.vendor_created_at as at,
      m.deleted_at is not null as deleted, m.attachments
    from chatwoot_conversations c, chatwoot_messages m
    where ${condition} ${
    anchor === undefined
      ? sql``
      : sql`and (m.vendor_created_at, m.external_id::numeric) ${newer ? sql`>` : sql`<`} (
      select a.vendor_created_at, a.external_id::numeric from chatwoot_messages a where a.id = ${anchor}
        and a.account_scope_id = ${scope.accountScopeId})`
  }
    order by m.vendor_created_at ${newer ? sql`asc` : sql`desc`}, m.external_id::numeric ${
    newer ? sql`asc` : sql`desc`
  }
    limit ${options.limit + 1}`;
  const page = slice(rows, count?.total ?? 0, options);
  return { ...page, rows: page.rows.reverse() };
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

/** The messages a figure counted: incoming and outgoing between two moments, newest first. */
export async function listMessages(
  sql: Sql,
  scope: ProjectScope,
  between: { from: Date; to: Date },
  page: { limit: number; offset: number },
): Promise<{ rows: FlatMessage[]; total: number }> {
  const condition = sql`
    m.project_id = any (${scope.projectIds}) and m.deleted_at is null and not m.private
    and m.direction in ('incoming', 'outgoing') and m.vendor_created_at >= ${between.from}
    and m.vendor_created_at < ${between.to}`;
  const [count] = await sql<{ total: number }[]>`
    select count(*)::int as total from chatwoot_messages m where ${condition}`;
  const rows = await sql<FlatMessage[]>`
    select m.id, c.id as conversation_id, s.name as contact, m.sender_name as author, m.direction,
      left(m.content, 300) as content, m.vendor_created_at as at
    from chatwoot_messages m
    join chatwoot_conversations c on c.project_id = m.project_id and c.connection_id = m.connection_id
      and c.external_id = m.conversation_external_id
    left join chatwoot_contacts s on s.connection_id = c.connection_id and s.external_id = c.contact_external_id
    where ${condition}
    order by m.vendor_created_at desc, m.external_id desc limit ${page.limit} offset ${page.offset}`;
  return { rows, total: count?.total ?? 0 };
}

/** The answers a response time was measured on, slowest first. */
export async function listReplies(
  sql: Sql,
  scope: ProjectScope,
  between: { from: Date; to: Date },
  page: { limit: number; offset: number },
): Promise<
  {
    rows: {
      message_id: string;
      conversation_id: string;
      contact: string | null;
      author: string | null;
      at: Date;
      minutes: number;
    }[];
    total: number;
  }
> {
  const rows = await sql<
    {
      message_id: string;
      conversation_id: string;
      contact: string | null;
      author: string | null;
      at: Date;
      minutes: number;
      total: number;
    }[]
  >`
    select r.*, count(*) over ()::int as total
    from (${repliesBetween(sql, scope, between.from, between.to)}) r
    order by r.minutes desc, r.message_id limit ${page.limit} offset ${page.offset}`;
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}
