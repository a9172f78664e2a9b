import type { Sql } from "../platform/mod.ts";
import type { ProjectScope } from "./range.ts";
import { type Slice, sliceOf, type SliceOptions } from "./slice.ts";
import type { ThreadRow } from "./threads.ts";

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

/**
 * A thread's messages: the newest page unless another is asked for, each page oldest message first.
 * With `message` (and no other place) the page holds this message, and what came before it.
 */
export async function threadMessages(
  sql: Sql,
  scope: ProjectScope,
  threadId: string,
  options: SliceOptions & { message?: string },
): Promise<Slice<MessageRow>> {
  const newer = options.newerThan !== undefined;
  const anchor = options.newerThan ?? options.olderThan;
  const page = await readMessages(sql, scope, threadId, {
    limit: options.limit,
    ...(anchor === undefined ? {} : { anchor: { id: anchor, holds: newer ? ">" : "<" } }),
  }, options);
  const { message } = options;
  if (anchor !== undefined || message === undefined) return page;
  if (page.rows.some(({ id }) => id === message)) return page;
  const older = await readMessages(sql, scope, threadId, {
    limit: options.limit,
    anchor: { id: message, holds: "<=" },
  }, { limit: options.limit, olderThan: message });
  return older.rows.length === 0 ? page : older;
}

async function readMessages(
  sql: Sql,
  scope: ProjectScope,
  threadId: string,
  { limit, anchor }: { limit: number; anchor?: { id: string; holds: "<" | "<=" | ">" } },
  place: SliceOptions,
): Promise<Slice<MessageRow>> {
  const direction = anchor?.holds === ">" ? sql`asc` : sql`desc`;
  const condition = sql`
    c.id = ${threadId} and c.project_id = any (${scope.projectIds}) and m.project_id = c.project_id
    and m.connection_id = c.connection_id and m.conversation_external_id = c.external_id`;
  const beyond = anchor === undefined ? sql`` : sql`
    and (m.vendor_created_at, m.external_id::bigint) ${sql.unsafe(anchor.holds)} (
      select a.vendor_created_at, a.external_id::bigint from chatwoot_messages a
      where a.id = ${anchor.id} and a.account_scope_id = ${scope.accountScopeId})`;
  const [[count], rows] = await Promise.all([
    sql<{ total: number }[]>`
      select count(*)::int as total from chatwoot_conversations c, chatwoot_messages m
      where ${condition}`,
    sql<MessageRow[]>`
      select m.id, m.direction, m.private, m.content, m.sender_name, m.vendor_created_at as at,
        m.deleted_at is not null as deleted, m.attachments
      from chatwoot_conversations c, chatwoot_messages m
      where ${condition} ${beyond}
      order by m.vendor_created_at ${direction}, m.external_id::bigint ${direction}
      limit ${limit + 1}`,
  ]);
  const page = sliceOf(rows, count!.total, place);
  return { ...page, rows: page.rows.reverse() };
}
