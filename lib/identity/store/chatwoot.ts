import type { IdentitySource } from "./source.ts";

/** Chatwoot's contacts. Their conversations count where other contacts took part in them too. */
export const chatwootContacts: IdentitySource = {
  source: "chatwoot",
  kind: "person",
  sort: "contact:",
  select: (sql, accountScopeId) =>
    sql`
      with part as (
        select c.connection_id, c.external_id as conversation, c.contact_external_id as contact
        from chatwoot_conversations c
        where c.account_scope_id = ${accountScopeId} and c.deleted_at is null
          and c.contact_external_id is not null
        union
        select m.connection_id, m.conversation_external_id, m.sender_external_id
        from chatwoot_messages m
        where m.account_scope_id = ${accountScopeId} and m.deleted_at is null
          and m.sender_kind = 'contact' and m.sender_external_id is not null
      ), together as (
        select p.connection_id, p.contact, array_agg(p.connection_id || ':' || p.conversation order by p.conversation) as ids
        from part p
        join (select connection_id, conversation from part group by 1, 2 having count(*) > 1) several
          using (connection_id, conversation)
        group by 1, 2
      )
      select c.connection_id || ':' || c.external_id as source_id, 'contact' as role, c.name,
        array_remove(array[nullif(btrim(c.email), '')], null) as emails,
        array_remove(array[nullif(btrim(c.phone_number), '')], null) as phones,
        nullif(btrim(c.company_name), '') as company, coalesce(t.ids, '{}') as conversations,
        coalesce(c.last_activity_at, c.vendor_created_at) as active_at
      from chatwoot_contacts c
      left join together t on t.connection_id = c.connection_id and t.contact = c.external_id
      where c.account_scope_id = ${accountScopeId} and c.deleted_at is null`,
};

/** Chatwoot's agents: people of the team. */
export const chatwootAgents: IdentitySource = {
  source: "chatwoot",
  kind: "person",
  sort: "agent:",
  select: (sql, accountScopeId) =>
    sql`
      select a.connection_id || ':' || a.external_id as source_id, 'user' as role, a.name,
        array_remove(array[nullif(btrim(a.email), '')], null) as emails
      from chatwoot_agents a
      where a.account_scope_id = ${accountScopeId} and a.deleted_at is null`,
};
