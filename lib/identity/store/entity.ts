import type { Sql } from "../../platform/mod.ts";
import { type Survivors, survivorsOf } from "../survivors.ts";
import { recordUrls } from "./record_urls.ts";
import type { ShownRecord } from "./shown.ts";
import type { RecordKind } from "./source.ts";

/** A record of a person, company, deal or project. */
export interface EntityRecord extends ShownRecord {
  /** When the person last did something, or the row last changed. */
  active_at: Date | null;
  /** Its page at the source. */
  url: string | null;
}

/** A person, company, deal or project: one record, or those that people joined. */
export interface Entity {
  /** Id of the group; of the record when it is in none. */
  id: string;
  kind: RecordKind;
  /** By source, then by id. */
  records: EntityRecord[];
  /** By field, the value that stands for all, whose it is and why. */
  survivors: Survivors;
}

/** The person, company, deal or project that a record is about; null when the scope has no such record. */
export async function readEntity(
  sql: Sql,
  accountScopeId: string,
  recordId: string,
): Promise<Entity | null> {
  const rows = await sql<
    (EntityRecord & {
      kind: RecordKind;
      group_id: string | null;
      group_survivors: Survivors | null;
    })[]
  >`
    with asked as (
      select r.id, m.cluster_id from identity_records r
      left join identity_members m on m.record_id = r.id
      where r.account_scope_id = ${accountScopeId} and r.id = ${recordId}
    )
    select r.id, r.kind, r.source, r.derived, r.role, r.name, r.emails, r.phones, r.company, r.domains,
      r.deleted_at is not null as gone, r.active_at, null as url, c.id as group_id, c.survivors as group_survivors
    from asked a
    left join identity_clusters c on c.id = a.cluster_id
    left join identity_members m on m.cluster_id = c.id
    join identity_records r on r.id = coalesce(m.record_id, a.id)
    order by r.source, r.id`;
  const [first] = rows;
  if (first === undefined) return null;
  const urls = await recordUrls(sql, accountScopeId, rows.map(({ id }) => id));
  return {
    id: first.group_id ?? first.id,
    kind: first.kind,
    records: rows.map(({ kind: _, group_id: __, group_survivors: ___, ...record }) => ({
      ...record,
      url: urls.get(record.id) ?? null,
    })),
    survivors: first.group_survivors ?? survivorsOf(rows),
  };
}
