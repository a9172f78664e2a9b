import type { Sql } from "../../platform/mod.ts";

/**
 * Pages of records at their sources, by record id. Records that have none are left out: companies known
 * by what others say, and rows whose vendor has no page of them.
 */
export async function recordUrls(
  sql: Sql,
  accountScopeId: string,
  recordIds: readonly string[],
): Promise<Map<string, string>> {
  if (recordIds.length === 0) return new Map();
  const rows = await sql<{ id: string; url: string }[]>`
    with asked as materialized (
      select r.id, r.source, split_part(r.source_id, ':', 1) as sort,
        split_part(r.source_id, ':', 2)::uuid as connection_id,
        regexp_replace(r.source_id, '^[^:]*:[^:]*:', '') as external_id
      from identity_records r
      where r.account_scope_id = ${accountScopeId} and r.id = any (${recordIds as string[]}::uuid[])
        and not r.derived
    ), found as (
      select a.id, n.base_url || '/app/accounts/' || n.external_account_id || '/contacts/' || a.external_id as url
      from asked a join connections n on n.id = a.connection_id
      where a.source = 'chatwoot' and a.sort = 'contact'
      union all
      select a.id, p.url from asked a
      join linear_projects p on p.connection_id = a.connection_id and p.external_id = a.external_id
      where a.source = 'linear' and a.sort = 'project'
      union all
      select a.id, c.web_url from asked a
      join attio_companies c on c.connection_id = a.connection_id and c.external_id = a.external_id
      where a.source = 'attio' and a.sort = 'company'
      union all
      select a.id, p.web_url from asked a
      join attio_people p on p.connection_id = a.connection_id and p.external_id = a.external_id
      where a.source = 'attio' and a.sort = 'person'
      union all
      select a.id, d.web_url from asked a
      join attio_deals d on d.connection_id = a.connection_id and d.external_id = a.external_id
      where a.source = 'attio' and a.sort = 'deal'
    )
    select id, url from found where url ~ '^https?://'`;
  return new Map(rows.map(({ id, url }) => [id, url]));
}
