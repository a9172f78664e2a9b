import type { Sql, TransactionSql } from "../../platform/mod.ts";
import type { BindingCandidate, BindingScope } from "../bindings.ts";
import type { ConnectorBindings } from "../connector.ts";
import { placeRecords, placeRows } from "./places.ts";

/** Companies shown to choose from, those with most going on first; bound ones are always shown. */
const COMPANIES = 200;

/** Deals, notes and tasks: what figures are made of. Each with the company it belongs to. */
function items(sql: Sql, accountScopeId: string) {
  return sql`
    select d.connection_id, d.project_id, d.company_external_id as company
    from attio_deals d where d.account_scope_id = ${accountScopeId} and d.deleted_at is null
    union all
    select n.connection_id, n.project_id,
      coalesce(p.company_external_id, d.company_external_id, n.parent_record_external_id)
    from attio_notes n
    left join attio_people p on p.connection_id = n.connection_id
      and p.external_id = n.parent_record_external_id
    left join attio_deals d on d.connection_id = n.connection_id
      and d.external_id = n.parent_record_external_id
    where n.account_scope_id = ${accountScopeId} and n.deleted_at is null
    union all
    select t.connection_id, t.project_id,
      coalesce(p.company_external_id, d.company_external_id, t.linked_record_external_ids[1])
    from attio_tasks t
    left join attio_people p on p.connection_id = t.connection_id
      and p.external_id = t.linked_record_external_ids[1]
    left join attio_deals d on d.connection_id = t.connection_id
      and d.external_id = t.linked_record_external_ids[1]
    where t.account_scope_id = ${accountScopeId} and t.deleted_at is null`;
}

/** Companies with their deals, notes and tasks counted, and lists with their entries. */
async function candidates(sql: Sql, accountScopeId: string): Promise<BindingCandidate[]> {
  return await sql<BindingCandidate[]>`
    with home as (
      select id from projects where account_scope_id = ${accountScopeId} and kind = 'unassigned'
    ), counted as (
      select i.connection_id, i.company, count(*)::int as items,
        count(*) filter (where i.project_id = home.id)::int as unassigned
      from (${items(sql, accountScopeId)}) i, home
      where i.company is not null group by i.connection_id, i.company
    ), companies as (
      select c.connection_id, 'attio_company' as kind, c.external_id,
        coalesce(nullif(c.name, ''), c.domains[1], c.external_id) as name,
        coalesce(n.items, 0) as items, coalesce(n.unassigned, 0) as unassigned,
        b.project_id,
        row_number() over (order by n.items desc nulls last, c.vendor_created_at desc, c.external_id) as place
      from attio_companies c
      left join counted n on n.connection_id = c.connection_id and n.company = c.external_id
      left join bindings b on b.connection_id = c.connection_id and b.kind = 'attio_company'
        and b.external_id = c.external_id
      where c.account_scope_id = ${accountScopeId} and (c.deleted_at is null or b.id is not null)
    ), things as (
      select connection_id, kind, external_id, name, items, unassigned, project_id
      from companies where place <= ${COMPANIES} or project_id is not null
      union all
      select l.connection_id, 'attio_list', l.external_id, l.name, count(e.connection_id)::int,
        count(e.connection_id) filter (where e.project_id = (select id from home))::int, b.project_id
      from attio_lists l
      left join attio_entries e on e.connection_id = l.connection_id
        and e.list_external_id = l.external_id and e.deleted_at is null
      left join bindings b on b.connection_id = l.connection_id and b.kind = 'attio_list'
        and b.external_id = l.external_id
      where l.account_scope_id = ${accountScopeId} and (l.deleted_at is null or b.id is not null)
      group by l.connection_id, l.external_id, l.name, b.project_id
    )
    select * from things order by kind, items desc, name, external_id`;
}

async function unassigned(sql: Sql, accountScopeId: string): Promise<number> {
  const [row] = await sql<[{ count: number }]>`
    select count(*)::int as count from (${items(sql, accountScopeId)}) i
    join projects p on p.id = i.project_id where p.kind = 'unassigned'`;
  return row.count;
}

/** Puts what a binding covers where the bindings say now. Returns how many rows moved. */
async function reassign(
  tx: TransactionSql,
  connectionId: string,
  { kind, external_id }: BindingScope,
): Promise<number> {
  const [row] = await tx<[{ account_scope_id: string }]>`
    select account_scope_id from connections where id = ${connectionId}`;
  const scope = { connectionId, accountScopeId: row.account_scope_id };
  if (kind === "attio_company") return await placeRecords(tx, scope, [external_id]);
  const entries = await tx<{ external_id: string; record: string }[]>`
    select external_id, parent_record_external_id as record from attio_entries
    where connection_id = ${connectionId} and list_external_id = ${external_id} and deleted_at is null`;
  const own = await placeRows(tx, scope, "entries", entries.map((entry) => entry.external_id));
  const records = new Set(entries.map((entry) => entry.record));
  return own.length + await placeRecords(tx, scope, [...records]);
}

/** How records get into projects: by their company, or by a list they are in. */
export const attioBindings: ConnectorBindings = {
  kinds: ["attio_company", "attio_list"],
  candidates,
  unassigned,
  reassign,
};
