import { type Found, type LegContext, nothing, within } from "../leg.ts";

/** Documents that are found. */
const MOST = 50;

/** Names of a question that are followed. */
const MOST_NAMES = 20;

/** What a document counts that is about something one step away from what the question names. */
const ONE_HOP = 0.5;

/**
 * Documents about the people, companies, deals, projects and issues that the question names, and about
 * what is one step from them: records that are the same, by applied links, and what belongs to them, by
 * links and by the sources' own words. A person is named by the first name already.
 */
export async function entity(context: LegContext): Promise<Found> {
  const { sql, scope, question } = context;
  const terms = [...question.terms.keys()];
  if (terms.length === 0) return nothing;
  const ids = (key: string) =>
    sql`substr(${sql.unsafe(key)}, strpos(${sql.unsafe(key)}, ':') + 1)::uuid`;
  const rows = await sql<{ id: string; score: number; why: string }[]>`
    with named as materialized (
      select e.entity, e.name,
        cardinality(array(select unnest(e.terms) intersect select unnest(${terms}::text[])))::float8
          / greatest(cardinality(e.terms), 1) as score
      from evidence_names e
      where e.account_scope_id = ${scope.accountScopeId} and e.terms && ${terms}::text[]
    ), meant as materialized (
      select entity, name, score, ${ids("entity")} as id from named
      -- one of several words is enough for a person, not for "Studio North" to be asked for by "studio"
      where score >= case when starts_with(entity, 'person:') then 0.4 else 0.99 end
      order by score desc, entity limit ${MOST_NAMES}
    ), record as materialized (
      select m.entity, m.name, m.score, r.id, r.kind, r.source, r.source_id, r.refs
      from meant m join identity_records r on r.id = m.id
      where r.account_scope_id = ${scope.accountScopeId}
    ), same as materialized (
      select r.name, r.score, o.record_id as id
      from record r
      join identity_members own on own.record_id = r.id
      join identity_members o on o.cluster_id = own.cluster_id and o.account_scope_id = ${scope.accountScopeId}
      union
      select name, score, id from record
    ), near as (
      select s.name, s.score * ${ONE_HOP}::float8 as score, l.left_id as id
      from same s join identity_links l on l.account_scope_id = ${scope.accountScopeId}
        and l.right_id = s.id and l.link <> 'same'
      union all
      select s.name, s.score * ${ONE_HOP}::float8, l.right_id
      from same s join identity_links l on l.account_scope_id = ${scope.accountScopeId}
        and l.left_id = s.id and l.link <> 'same'
      union all
      select r.name, r.score * ${ONE_HOP}::float8, b.id
      from record r join identity_records b on b.account_scope_id = ${scope.accountScopeId}
        and b.source = r.source and b.refs @> array[r.source_id] and b.deleted_at is null
      where r.kind = 'company'
    ), keys as (
      select r.kind || ':' || r.id as entity, max(k.score) as score, min(k.name) as name
      from (select * from same union all select * from near) k join identity_records r on r.id = k.id
      group by 1
      union all
      select 'issue:' || i.name, 1, upper(i.name)
      from unnest(${question.identifiers}::text[]) as i (name)
    ), about as (
      select d.id, max(k.score) as score, min(k.name) as why
      from keys k join evidence_documents d on d.entities @> array[k.entity]
      where d.project_id = any (${[...scope.projectIds]}::uuid[])
      group by d.id
    )
    select d.id, a.score, a.why
    from about a join evidence_documents d on d.id = a.id
    where exists (select from evidence_chunks c where c.document_id = d.id and ${
    within(sql, context)
  })
    order by a.score desc, d.occurred_at desc, d.id limit ${MOST}`;
  return { chunks: [], documents: rows };
}
