import { type DocumentRow, documentsOf, type LoadDocuments } from "./document.ts";

/** Issues with their descriptions and comments. */
export const loadIssues: LoadDocuments = async (sql, connectionId, ids) => {
  const rows = await sql<DocumentRow[]>`
    with said as (
      select m.issue_external_id,
        jsonb_agg(jsonb_build_object('ref', m.id, 'text', m.body, 'at', m.vendor_created_at,
          'author', m.author_name) order by m.vendor_created_at, m.external_id) as passages,
        array_agg(distinct m.author_name) filter (where m.author_name <> '') as people,
        array_agg(distinct m.author_external_id) filter (where m.author_external_id is not null) as authors
      from linear_comments m
      where m.connection_id = ${connectionId} and m.issue_external_id = any (${[...ids]})
        and m.deleted_at is null and m.archived_at is null and m.body <> ''
      group by 1
    )
    select i.external_id, i.project_id, i.account_scope_id, i.connection_id, 'issue' as kind,
      'linear' as source, 'linear_issues' as source_table, i.id as source_id, i.title, i.url,
      array_remove(coalesce(s.people, '{}') || array[nullif(i.creator_name, ''), a.name], null) as people,
      array[i.identifier] || i.previous_identifiers as identifiers,
      array_remove(array(
        select evidence_entity(i.account_scope_id, 'person', 'linear', 'user:' || i.connection_id || ':' || u)
        from unnest(coalesce(s.authors, '{}') || array[i.creator_external_id, i.assignee_external_id]) as u
      ) || array[
        'issue:' || lower(i.identifier),
        evidence_entity(i.account_scope_id, 'project', 'linear',
          'project:' || i.connection_id || ':' || i.linear_project_external_id)
      ] || array(select 'issue:' || lower(p) from unnest(i.previous_identifiers) as p), null) as entities,
      array_remove(array(
        select l.name from linear_labels l
        where l.connection_id = i.connection_id and l.external_id = any (i.label_external_ids)
      ) || array[w.name, case i.priority when 1 then 'urgent' when 2 then 'high' end,
        case when i.due_date < current_date and i.completed_at is null and i.canceled_at is null then 'overdue' end
      ], null) as themes,
      jsonb_build_array(jsonb_build_object('ref', i.id, 'at', i.vendor_created_at, 'author', null,
        'text', coalesce(nullif(i.description, ''), i.title))) || coalesce(s.passages, '[]') as passages
    from linear_issues i
    left join said s on s.issue_external_id = i.external_id
    left join linear_users a on a.connection_id = i.connection_id and a.external_id = i.assignee_external_id
    left join linear_workflow_states w on w.connection_id = i.connection_id and w.external_id = i.state_external_id
    where i.connection_id = ${connectionId} and i.external_id = any (${[
    ...ids,
  ]}) and i.deleted_at is null`;
  return documentsOf(rows);
};
