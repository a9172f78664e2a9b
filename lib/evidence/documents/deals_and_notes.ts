import { type DocumentRow, documentsOf, type LoadDocuments } from "./document.ts";

/** Deals with what they are worth, how far they are, and what comes next. */
export const loadDeals: LoadDocuments = async (sql, connectionId, ids) => {
  const rows = await sql<DocumentRow[]>`
    select d.external_id, d.project_id, d.account_scope_id, d.connection_id, 'deal' as kind,
      'attio' as source, 'attio_deals' as source_table, d.id as source_id,
      coalesce(nullif(concat_ws(' · ', nullif(btrim(d.name), ''), c.name), ''), '—') as title, d.web_url as url,
      array_remove(array(
        select p.name from attio_people p
        where p.connection_id = d.connection_id and p.external_id = any (d.person_external_ids)
      ) || array[o.name], null) as people,
      '{}'::text[] as identifiers,
      array_remove(array(
        select evidence_entity(d.account_scope_id, 'person', 'attio', 'person:' || d.connection_id || ':' || p)
        from unnest(d.person_external_ids) as p
      ) || array[
        evidence_entity(d.account_scope_id, 'deal', 'attio', 'deal:' || d.connection_id || ':' || d.external_id),
        evidence_entity(d.account_scope_id, 'company', 'attio',
          'company:' || d.connection_id || ':' || d.company_external_id)
      ], null) as entities,
      array_remove(array[d.stage], null) as themes,
      jsonb_build_array(jsonb_build_object('ref', d.id, 'author', null,
        'at', greatest(d.vendor_created_at, d.stage_since),
        'text', concat_ws(E'\n', concat_ws(' · ', d.name, c.name), d.stage,
          nullif(concat_ws(' ', d.value::text, d.currency), ''), d.expected_close::text,
          nullif(concat_ws(' ', d.next_step, d.next_step_due::text), '')))) as passages
    from attio_deals d
    left join attio_companies c on c.connection_id = d.connection_id and c.external_id = d.company_external_id
      and c.deleted_at is null
    left join attio_workspace_members o on o.connection_id = d.connection_id and o.external_id = d.owner_external_id
    where d.connection_id = ${connectionId} and d.external_id = any (${[
    ...ids,
  ]}) and d.deleted_at is null`;
  return documentsOf(rows);
};

/** Notes, with the record they are about. */
export const loadNotes: LoadDocuments = async (sql, connectionId, ids) => {
  const rows = await sql<DocumentRow[]>`
    select n.external_id, n.project_id, n.account_scope_id, n.connection_id, 'note' as kind,
      'attio' as source, 'attio_notes' as source_table, n.id as source_id,
      coalesce(nullif(concat_ws(' · ', nullif(btrim(n.title), ''), coalesce(c.name, p.name, d.name)), ''), '—') as title,
      coalesce(c.web_url, p.web_url, d.web_url) as url,
      array_remove(array[m.name, p.name], null) as people, '{}'::text[] as identifiers,
      array_remove(array[
        case when c.id is not null then evidence_entity(n.account_scope_id, 'company', 'attio',
          'company:' || n.connection_id || ':' || c.external_id) end,
        case when p.id is not null then evidence_entity(n.account_scope_id, 'person', 'attio',
          'person:' || n.connection_id || ':' || p.external_id) end,
        case when d.id is not null then evidence_entity(n.account_scope_id, 'deal', 'attio',
          'deal:' || n.connection_id || ':' || d.external_id) end
      ], null) as entities,
      '{}'::text[] as themes,
      jsonb_build_array(jsonb_build_object('ref', n.id, 'at', n.vendor_created_at, 'author', m.name,
        'text', coalesce(nullif(n.content, ''), n.title))) as passages
    from attio_notes n
    left join attio_companies c on c.connection_id = n.connection_id and c.external_id = n.parent_record_external_id
    left join attio_people p on p.connection_id = n.connection_id and p.external_id = n.parent_record_external_id
    left join attio_deals d on d.connection_id = n.connection_id and d.external_id = n.parent_record_external_id
    left join attio_workspace_members m on m.connection_id = n.connection_id and m.external_id = n.author_external_id
    where n.connection_id = ${connectionId} and n.external_id = any (${[
    ...ids,
  ]}) and n.deleted_at is null`;
  return documentsOf(rows);
};
