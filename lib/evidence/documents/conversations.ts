import { type DocumentRow, documentsOf, type LoadDocuments } from "./document.ts";

/**
 * Conversations with what was said in them, and apart from that what was noted privately. Messages of
 * the product at the source itself (activity, templates) are nobody's words.
 */
export const loadConversations: LoadDocuments = async (sql, connectionId, ids) => {
  const rows = await sql<DocumentRow[]>`
    with said as (
      select m.conversation_external_id, m.private,
        jsonb_agg(jsonb_build_object('ref', m.id, 'text', m.content, 'at', m.vendor_created_at,
          'author', m.sender_name) order by m.vendor_created_at, m.external_id) as passages,
        array_agg(distinct m.sender_name) filter (where m.sender_name <> '') as people,
        array_agg(distinct evidence_entity(m.account_scope_id, 'person', 'chatwoot',
            case m.sender_kind when 'contact' then 'contact:' else 'agent:' end
            || m.connection_id || ':' || m.sender_external_id))
          filter (where m.sender_external_id is not null and m.sender_kind in ('contact', 'user')) as speakers
      from chatwoot_conversations c
      join chatwoot_messages m on m.project_id = c.project_id and m.connection_id = c.connection_id
        and m.conversation_external_id = c.external_id
      where c.connection_id = ${connectionId} and c.external_id = any (${[...ids]})
        and m.deleted_at is null and m.content <> '' and m.direction in ('incoming', 'outgoing')
      group by 1, 2
    )
    select c.external_id, c.project_id, c.account_scope_id, c.connection_id,
      case when s.private then 'private' else 'conversation' end as kind,
      'chatwoot' as source, 'chatwoot_conversations' as source_table, c.id as source_id,
      coalesce(nullif(concat_ws(' · ', nullif(btrim(p.name), ''), nullif(btrim(p.company_name), '')), ''),
        i.name, '#' || c.external_id) as title,
      n.base_url || '/app/accounts/' || n.external_account_id || '/conversations/' || c.external_id as url,
      array_remove(array_append(coalesce(s.people, '{}'), nullif(btrim(p.name), '')), null) as people,
      '{}'::text[] as identifiers,
      array_remove(coalesce(s.speakers, '{}') || array[
        evidence_entity(c.account_scope_id, 'person', 'chatwoot',
          'contact:' || c.connection_id || ':' || c.contact_external_id),
        evidence_entity(c.account_scope_id, 'company', 'chatwoot', 'named:' || lower(nullif(btrim(p.company_name), '')))
      ], null) as entities,
      c.labels || array[c.status] as themes, s.passages
    from chatwoot_conversations c
    join said s on s.conversation_external_id = c.external_id
    join connections n on n.id = c.connection_id
    left join chatwoot_contacts p on p.connection_id = c.connection_id
      and p.external_id = c.contact_external_id and p.deleted_at is null
    left join chatwoot_inboxes i on i.connection_id = c.connection_id and i.external_id = c.inbox_external_id
    where c.connection_id = ${connectionId} and c.external_id = any (${[
    ...ids,
  ]}) and c.deleted_at is null`;
  return documentsOf(rows);
};
