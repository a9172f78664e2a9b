import type { Sql } from "../../platform/mod.ts";

/** Something that has a name: a person, a company, a deal, or a document with a title. */
export interface NamedThing {
  kind: "person" | "company" | "deal" | "project" | "issue";
  /** Id of the identity record, or of the source row of a document. */
  id: string;
  name: string;
  /** An issue's short name, such as ENG-12. */
  identifier: string | null;
  /** The vendor's own page; null where it has none. */
  url: string | null;
}

/** Whose things are looked for; documents are those of the projects. */
export interface NamedScope {
  accountScopeId: string;
  projectIds: readonly string[];
}

/** Characters that mean something in a pattern, taken as themselves. */
const literally = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/**
 * Things whose name contains a text, in any case, or whose short name begins with it: those that
 * begin with it first, then the shorter ones; at most `most` of each kind.
 *
 * @param text 2 to 100 characters
 */
export async function findNamed(
  sql: Sql,
  { accountScopeId, projectIds }: NamedScope,
  text: string,
  most: number,
): Promise<NamedThing[]> {
  const inside = `%${literally(text)}%`;
  const front = `${literally(text)}%`;
  return await sql<NamedThing[]>`
    with named as (
      select split_part(e.entity, ':', 1) as kind, split_part(e.entity, ':', 2) as id, e.name,
        null::text as identifier, null::text as url, e.name ilike ${front} as begins
      from evidence_names e
      where e.account_scope_id = ${accountScopeId} and e.name ilike ${inside}
      union all
      select d.kind, d.source_id::text, d.title, d.identifiers[1], d.url,
        d.title ilike ${front} or d.identifiers[1] ilike ${front}
      from evidence_documents d
      where d.account_scope_id = ${accountScopeId} and d.project_id = any (${[
    ...projectIds,
  ]}::uuid[])
        and d.kind = 'issue' and (d.title ilike ${inside} or d.identifiers && ${[
    text.toUpperCase(),
  ]}::text[])
    ), placed as (
      select *, row_number() over (partition by kind order by begins desc, length(name), name, id) as place
      from named
    )
    select kind, id, name, identifier, url from placed where place <= ${most}
    order by array_position(array['person', 'company', 'deal', 'project', 'issue'], kind), place`;
}
