import type { Sql, TransactionSql } from "../../platform/mod.ts";
import type { BindingCandidate, BindingScope } from "../bindings.ts";
import type { ConnectorBindings } from "../connector.ts";
import { moveEvidence } from "./write_conversations.ts";

/** Inboxes, companies, labels and whole accounts of a scope, with their conversations counted. */
async function candidates(
  sql: Sql,
  accountScopeId: string,
): Promise<BindingCandidate[]> {
  return await sql<BindingCandidate[]>`
    with conversations as (
      select c.connection_id, c.inbox_external_id, c.labels, p.company_name, (o.kind = 'unassigned') as unassigned
      from chatwoot_conversations c
      join projects o on o.id = c.project_id
      left join chatwoot_contacts p on p.connection_id = c.connection_id and p.external_id = c.contact_external_id
      where c.account_scope_id = ${accountScopeId} and c.deleted_at is null
    ), things as (
      select i.connection_id, 'inbox' as kind, i.external_id, i.name, count(c.connection_id)::int as items,
        count(*) filter (where c.unassigned)::int as unassigned
      from chatwoot_inboxes i
      left join conversations c on c.connection_id = i.connection_id and c.inbox_external_id = i.external_id
      where i.account_scope_id = ${accountScopeId} and i.deleted_at is null
      group by i.connection_id, i.external_id, i.name
      union all
      select c.connection_id, 'label', label, label, count(*)::int, count(*) filter (where c.unassigned)::int
      from conversations c cross join unnest(c.labels) as label
      group by c.connection_id, label
      union all
      select c.connection_id, 'contact_company', c.company_name, c.company_name, count(*)::int,
        count(*) filter (where c.unassigned)::int
      from conversations c where c.company_name <> ''
      group by c.connection_id, c.company_name
      union all
      select a.id, 'account', '*', a.external_account_id, count(c.connection_id)::int,
        count(*) filter (where c.unassigned)::int
      from connections a left join conversations c on c.connection_id = a.id
      where a.account_scope_id = ${accountScopeId} and a.connector = 'chatwoot'
      group by a.id, a.external_account_id
    )
    select t.*, b.project_id
    from things t
    left join bindings b on b.connection_id = t.connection_id and b.kind = t.kind and b.external_id = t.external_id
    order by array_position(array['inbox', 'contact_company', 'label', 'account'], t.kind), t.items desc, t.name, t.external_id`;
}

async function unassigned(sql: Sql, accountScopeId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from chatwoot_conversations c
    join projects p on p.id = c.project_id
    where c.account_scope_id = ${accountScopeId} and c.deleted_at is null and p.kind = 'unassigned'`;
  return row?.count ?? 0;
}

/** Conversations `c` of contacts `p` that a binding covers: no other's project depends on it. */
function coveredBy(tx: TransactionSql, { kind, external_id }: BindingScope) {
  switch (kind) {
    case "label":
      return tx`${external_id} = any (c.labels)`;
    case "inbox":
      return tx`c.inbox_external_id = ${external_id}`;
    case "contact_company":
      return tx`p.company_name = ${external_id}`;
    default:
      return tx`true`;
  }
}

async function reassign(
  tx: TransactionSql,
  connectionId: string,
  changed: BindingScope,
): Promise<number> {
  const moved = await tx<{ external_id: string }[]>`
    update chatwoot_conversations c set project_id = n.project_id
    from (
      select c.external_id, chatwoot_project_of(c.connection_id, c.account_scope_id, c.labels,
        c.inbox_external_id, p.company_name) as project_id
      from chatwoot_conversations c
      left join chatwoot_contacts p on p.connection_id = c.connection_id and p.external_id = c.contact_external_id
      where c.connection_id = ${connectionId} and ${coveredBy(tx, changed)}
    ) n
    where c.connection_id = ${connectionId} and c.external_id = n.external_id and c.project_id <> n.project_id
    returning c.external_id`;
  if (moved.length > 0) await moveEvidence(tx, connectionId, moved.map((row) => row.external_id));
  return moved.length;
}

/** How conversations get into projects: by label, inbox, company, or as the rest of the account. */
export const chatwootBindings: ConnectorBindings = {
  kinds: ["label", "inbox", "contact_company", "account"],
  candidates,
  unassigned,
  reassign,
};
