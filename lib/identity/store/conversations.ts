import type { Sql } from "../../platform/mod.ts";

/** A conversation that somebody took part in. */
export interface ConversationRow {
  id: string;
  project: string;
  project_kind: "client" | "unassigned";
  inbox: string | null;
  status: string;
  last_activity_at: Date;
  /** The record that took part. */
  record_id: string;
}

/** Conversations of people, newest activity first, with how many there are in all. */
export async function conversationsOf(
  sql: Sql,
  scope: { accountScopeId: string; projectIds: readonly string[] },
  recordIds: readonly string[],
  limit: number,
): Promise<{ rows: ConversationRow[]; total: number }> {
  const rows = await sql<(ConversationRow & { total: number })[]>`
    with contact as materialized (
      select r.id as record_id, split_part(r.source_id, ':', 2)::uuid as connection_id,
        regexp_replace(r.source_id, '^[^:]*:[^:]*:', '') as external_id, r.conversations
      from identity_records r
      where r.account_scope_id = ${scope.accountScopeId} and r.id = any (${recordIds as string[]}::uuid[])
        and r.source = 'chatwoot' and starts_with(r.source_id, 'contact:')
    ), part as (
      select c.id, t.record_id from contact t
      join chatwoot_conversations c on c.connection_id = t.connection_id and c.contact_external_id = t.external_id
      union
      -- those of several people are kept with each of them
      select c.id, t.record_id from contact t
      cross join unnest(t.conversations) as shared (name)
      join chatwoot_conversations c on c.connection_id = split_part(shared.name, ':', 1)::uuid
        and c.external_id = split_part(shared.name, ':', 2)
    ), one as (
      select id, min(record_id::text) as record_id from part group by id
    )
    select c.id, p.name as project, p.kind as project_kind, i.name as inbox, c.status, c.last_activity_at,
      o.record_id, count(*) over ()::int as total
    from one o
    join chatwoot_conversations c on c.id = o.id
    join projects p on p.id = c.project_id
    left join chatwoot_inboxes i on i.connection_id = c.connection_id and i.external_id = c.inbox_external_id
    where c.project_id = any (${scope.projectIds as string[]}) and c.deleted_at is null
    order by c.last_activity_at desc, c.id limit ${limit}`;
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}
