import type { Sql } from "../../platform/mod.ts";
import { type ShownRecord, shownRecord } from "./shown.ts";
import type { RecordKind } from "./source.ts";

/** Something that belongs to a company, or the company that something belongs to. */
export interface RelatedRow {
  record: ShownRecord;
  kind: RecordKind;
  /** Who says so: a person applied the link, or the source holds it. */
  by: "person" | "source";
}

/**
 * What belongs to these records' company, and the companies that they belong to: by applied links, and
 * by what the sources say themselves. Companies first, then by name.
 */
export async function relatedTo(
  sql: Sql,
  accountScopeId: string,
  recordIds: readonly string[],
  limit: number,
): Promise<{ rows: RelatedRow[]; total: number }> {
  const ids = recordIds as string[];
  const rows = await sql<(RelatedRow & { total: number })[]>`
    with own as materialized (
      select id, kind, source, source_id, refs from identity_records
      where account_scope_id = ${accountScopeId} and id = any (${ids}::uuid[])
    ), linked as (
      select right_id as id, 'person' as by from identity_links
      where account_scope_id = ${accountScopeId} and link <> 'same' and left_id = any (${ids}::uuid[])
      union
      select left_id, 'person' from identity_links
      where account_scope_id = ${accountScopeId} and link <> 'same' and right_id = any (${ids}::uuid[])
      union
      select c.id, 'source' from own o
      join identity_records c on c.account_scope_id = ${accountScopeId} and c.kind = 'company'
        and c.source = o.source and c.source_id = any (o.refs) and c.deleted_at is null
      union
      select b.id, 'source' from own o
      join identity_records b on b.account_scope_id = ${accountScopeId} and b.kind in ('person', 'deal', 'project')
        and b.source = o.source and b.refs @> array[o.source_id] and b.deleted_at is null
      where o.kind = 'company'
    ), one as (
      select id, min(by) as by from linked group by id
    )
    select ${shownRecord(sql, "r")} as record, r.kind, o.by, count(*) over ()::int as total
    from one o join identity_records r on r.id = o.id
    order by r.kind <> 'company', r.kind, r.name, r.id limit ${limit}`;
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}
