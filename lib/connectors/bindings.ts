import { ApiError, type Sql, type TransactionSql } from "../platform/mod.ts";
import { moveEvidence } from "./chatwoot/write_conversations.ts";

/** Kinds of external scopes a project can be bound to. */
export type BindingKind = "account" | "inbox" | "label" | "contact_company";

/** A project bound to an external scope. */
export interface Binding {
  id: string;
  project_id: string;
  connection_id: string;
  kind: BindingKind;
  external_id: string;
}

/** Something at the vendor that a project can be bound to. */
export interface BindingCandidate {
  connection_id: string;
  kind: BindingKind;
  external_id: string;
  name: string;
  conversations: number;
  /** Of these, how many belong to no project yet. */
  unassigned: number;
  /** The project it is bound to; null when to none. */
  project_id: string | null;
}

/** A scope's bindings. */
export async function listBindings(sql: Sql, accountScopeId: string): Promise<Binding[]> {
  return await sql<Binding[]>`
    select id, project_id, connection_id, kind, external_id from bindings
    where account_scope_id = ${accountScopeId} order by created_at, id`;
}

/** Inboxes, labels and companies of a scope's connections, with their conversations counted. */
export async function listCandidates(
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
      select i.connection_id, 'inbox' as kind, i.external_id, i.name, count(c.connection_id)::int as conversations,
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
    )
    select t.*, b.project_id
    from things t
    left join bindings b on b.connection_id = t.connection_id and b.kind = t.kind and b.external_id = t.external_id
    order by array_position(array['inbox', 'contact_company', 'label'], t.kind), t.conversations desc, t.name, t.external_id`;
}

/** Conversations of a scope that belong to no project. */
export async function countUnassigned(sql: Sql, accountScopeId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from chatwoot_conversations c
    join projects p on p.id = c.project_id
    where c.account_scope_id = ${accountScopeId} and c.deleted_at is null and p.kind = 'unassigned'`;
  return row?.count ?? 0;
}

/** Puts each conversation of a connection into the project its bindings say now. Returns how many moved. */
export async function reassign(tx: TransactionSql, connectionId: string): Promise<number> {
  const moved = await tx<{ external_id: string }[]>`
    update chatwoot_conversations c set project_id = n.project_id
    from (
      select c.external_id, chatwoot_project_of(c.connection_id, c.account_scope_id, c.labels,
        c.inbox_external_id, p.company_name) as project_id
      from chatwoot_conversations c
      left join chatwoot_contacts p on p.connection_id = c.connection_id and p.external_id = c.contact_external_id
      where c.connection_id = ${connectionId}
    ) n
    where c.connection_id = ${connectionId} and c.external_id = n.external_id and c.project_id <> n.project_id
    returning c.external_id`;
  if (moved.length > 0) await moveEvidence(tx, connectionId, moved.map((row) => row.external_id));
  return moved.length;
}

/** Makes changes to bindings wait for the pages being committed, and those for the change. */
async function lockConnection(
  tx: TransactionSql,
  accountScopeId: string,
  connectionId: string,
): Promise<void> {
  const [row] = await tx`
    select 1 from connections where id = ${connectionId} and account_scope_id = ${accountScopeId} for update`;
  if (row === undefined) throw new ApiError(404, "not_found", "There is no such connection.");
}

/** What a new binding is. */
export type NewBinding = Omit<Binding, "id">;

/**
 * Binds an external scope to a project and moves what it covers.
 *
 * @throws {ApiError} 404 for a project or connection outside the scope, 409 when it is bound already
 */
export async function createBinding(
  tx: TransactionSql,
  accountScopeId: string,
  binding: NewBinding,
): Promise<{ binding: Binding; moved: number }> {
  await lockConnection(tx, accountScopeId, binding.connection_id);
  const [project] = await tx`
    select 1 from projects where id = ${binding.project_id} and account_scope_id = ${accountScopeId}
      and kind = 'client' and archived_at is null`;
  if (project === undefined) throw new ApiError(404, "not_found", "There is no such project.");
  const [row] = await tx<Binding[]>`
    insert into bindings (account_scope_id, project_id, connection_id, kind, external_id)
    values (${accountScopeId}, ${binding.project_id}, ${binding.connection_id}, ${binding.kind},
      ${binding.kind === "account" ? "*" : binding.external_id})
    on conflict do nothing
    returning id, project_id, connection_id, kind, external_id`;
  if (row === undefined) {
    throw new ApiError(409, "already_bound", "This is bound to a project already.");
  }
  return { binding: row, moved: await reassign(tx, binding.connection_id) };
}

/**
 * Removes a binding; what it covered goes to the next binding that matches, or becomes unassigned.
 *
 * @throws {ApiError} 404 when the scope has no such binding
 */
export async function removeBinding(
  tx: TransactionSql,
  accountScopeId: string,
  id: string,
): Promise<{ binding: Binding; moved: number }> {
  const [known] = await tx<Binding[]>`
    select id, project_id, connection_id, kind, external_id from bindings
    where id = ${id} and account_scope_id = ${accountScopeId}`;
  if (known === undefined) throw new ApiError(404, "not_found", "There is no such binding.");
  await lockConnection(tx, accountScopeId, known.connection_id);
  await tx`delete from bindings where id = ${id}`;
  return { binding: known, moved: await reassign(tx, known.connection_id) };
}
