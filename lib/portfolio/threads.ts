import type { Sql } from "../platform/mod.ts";
import type { ProjectScope } from "./range.ts";
import { type Slice, sliceOf, type SliceOptions } from "./slice.ts";

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
      order by m.vendor_created_at desc, m.external_id::bigint desc limit 1
    ) l on true
    order by c.last_activity_at ${newer ? sql`asc` : sql`desc`}, c.external_id ${
    newer ? sql`asc` : sql`desc`
  }`;
  return sliceOf(rows, count?.total ?? 0, options);
}

/** Inboxes that conversations of a scope came through. */
export async function listInboxes(
  sql: Sql,
  scope: ProjectScope,
): Promise<{ external_id: string; name: string }[]> {
  return await sql`
    select i.external_id, i.name from chatwoot_inboxes i
    where i.account_scope_id = ${scope.accountScopeId} and i.deleted_at is null
      and exists (select 1 from chatwoot_conversations c where c.connection_id = i.connection_id
        and c.inbox_external_id = i.external_id and c.project_id = any (${scope.projectIds}))
    order by i.name, i.external_id`;
}
