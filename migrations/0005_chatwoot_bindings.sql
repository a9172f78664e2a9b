-- Which project a conversation belongs to: the most deliberate binding wins (a label an agent set,
-- then the inbox, then the contact's company, then the whole account); none: the unassigned project.
create function chatwoot_project_of(
  connection uuid, scope uuid, labels text[], inbox text, company text
) returns uuid language sql stable as $$
  select coalesce(
    (select b.project_id
       from bindings b
      where b.connection_id = connection
        and (
          (b.kind = 'label' and b.external_id = any (labels))
          or (b.kind = 'inbox' and b.external_id = inbox)
          or (b.kind = 'contact_company' and b.external_id = company)
          or b.kind = 'account'
        )
      order by array_position(array['label', 'inbox', 'contact_company', 'account'], b.kind),
        b.created_at, b.id
      limit 1),
    (select p.id from projects p where p.account_scope_id = scope and p.kind = 'unassigned')
  )
$$;

create index evidence_source on evidence (source_table, source_id);
create index chatwoot_messages_conversation
  on chatwoot_messages (connection_id, conversation_external_id);
