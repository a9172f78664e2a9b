import type { Sql } from "../../platform/mod.ts";
import { countTerms, termsOf } from "../text/terms.ts";

/** Names written in one statement. */
const BATCH = 2000;

/** Longest name kept, characters. */
const LONGEST = 200;

/**
 * Brings what questions may name in line with the identity records: people, companies, deals and
 * projects. Names that are as they were stay untouched. Returns how many changed.
 */
export async function refreshNames(sql: Sql, accountScopeId: string): Promise<number> {
  const gone = await sql`
    delete from evidence_names e where e.account_scope_id = ${accountScopeId}
      and not exists (
        select from identity_records r
        where r.account_scope_id = ${accountScopeId} and r.id = substr(e.entity, strpos(e.entity, ':') + 1)::uuid
          and r.deleted_at is null and btrim(r.name) <> '')`;
  const changed = await sql<{ entity: string; name: string }[]>`
    select r.kind || ':' || r.id as entity, left(btrim(r.name), ${LONGEST}) as name
    from identity_records r
    left join evidence_names e on e.account_scope_id = r.account_scope_id and e.entity = r.kind || ':' || r.id
    where r.account_scope_id = ${accountScopeId} and r.deleted_at is null and btrim(r.name) <> ''
      and e.name is distinct from left(btrim(r.name), ${LONGEST})`;
  for (let from = 0; from < changed.length; from += BATCH) {
    const rows = changed.slice(from, from + BATCH).map(({ entity, name }) => ({
      entity,
      name,
      terms: [...countTerms(termsOf(name)).keys()],
    }));
    await sql`
      insert into evidence_names (account_scope_id, entity, name, terms)
      select ${accountScopeId}, r.entity, r.name, r.terms
      from jsonb_to_recordset(${sql.json(rows)}) as r (entity text, name text, terms text[])
      on conflict (account_scope_id, entity) do update set name = excluded.name, terms = excluded.terms`;
  }
  return gone.count + changed.length;
}
