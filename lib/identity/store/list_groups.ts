import type { Sql } from "../../platform/mod.ts";
import type { Survivors } from "../survivors.ts";
import type { Page } from "./list.ts";
import { type ShownRecord, shownRecord } from "./shown.ts";

/** A group of records that people joined, as listed. */
export interface ClusterRow {
  id: string;
  kind: string;
  members: ShownRecord[];
  survivors: Survivors;
  /** The name that the list is ordered by. */
  sort_name: string;
}

/** What a list of groups is narrowed to. */
export interface ClusterFilter {
  kind?: string;
  /** Part of a value that stands for the group, or of one it stands before. */
  text?: string;
}

/** Where a group stands in the list. */
export interface ClusterPlace {
  /** Its name as it is ordered by. */
  name: string;
  id: string;
}

function condition(sql: Sql, accountScopeId: string, { kind, text }: ClusterFilter) {
  const pattern = text === undefined ? null : `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`
    c.account_scope_id = ${accountScopeId}
    ${kind === undefined ? sql`` : sql`and c.kind = ${kind}`}
    ${
    pattern === null ? sql`` : sql`and exists (
      select from identity_members m join identity_records r on r.id = m.record_id
      where m.cluster_id = c.id and (r.name ilike ${pattern} or r.company ilike ${pattern}
        or array_to_string(r.emails || r.phones || r.domains, ' ') ilike ${pattern}))`
  }`;
}

/** A scope's groups, by name. */
export async function listClusters(
  sql: Sql,
  accountScopeId: string,
  { limit, after, offset = 0 }: Omit<Page, "after"> & { after?: ClusterPlace },
  filter: ClusterFilter = {},
): Promise<ClusterRow[]> {
  const name =
    sql`lower(coalesce(c.survivors #>> '{name,value}', c.survivors #>> '{domain,value}', ''))`;
  return await sql<ClusterRow[]>`
    select c.id, c.kind, c.survivors, ${name} as sort_name, (
      select jsonb_agg(${shownRecord(sql, "r")} order by r.id)
      from identity_members m join identity_records r on r.id = m.record_id where m.cluster_id = c.id) as members
    from identity_clusters c
    where ${condition(sql, accountScopeId, filter)} ${
    after === undefined ? sql`` : sql`and (${name}, c.id) > (${after.name}, ${after.id}::uuid)`
  }
    order by ${name}, c.id limit ${limit} offset ${offset}`;
}

/** How many groups there are. */
export async function countClusters(
  sql: Sql,
  accountScopeId: string,
  filter: ClusterFilter = {},
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from identity_clusters c where ${
    condition(sql, accountScopeId, filter)
  }`;
  return row!.count;
}
