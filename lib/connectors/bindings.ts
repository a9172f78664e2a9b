import { ApiError, type Sql, type TransactionSql } from "../platform/mod.ts";
import type { Connector, ConnectorName } from "./connector.ts";
import { connectorNamed, CONNECTORS } from "./registry.ts";

/** Kinds of external scopes a project can be bound to; each connector names its own. */
export const BINDING_KINDS = [
  "account",
  "inbox",
  "label",
  "contact_company",
  "linear_team",
  "linear_project",
  "attio_company",
  "attio_list",
] as const;

/** A kind of external scope a project can be bound to. */
export type BindingKind = (typeof BINDING_KINDS)[number];

/** An external scope within a connection: the inbox 3, the label "vip". */
export interface BindingScope {
  kind: BindingKind;
  external_id: string;
}

/** A project bound to an external scope. */
export interface Binding extends BindingScope {
  id: string;
  project_id: string;
  connection_id: string;
}

/** Something at the vendor that a project can be bound to. */
export interface BindingCandidate {
  connection_id: string;
  kind: BindingKind;
  external_id: string;
  name: string;
  /** What it covers: conversations, issues, or records. */
  items: number;
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

/** Everything in a scope's connections that can be bound, with the items each covers. */
export async function listCandidates(
  sql: Sql,
  accountScopeId: string,
): Promise<BindingCandidate[]> {
  const lists = await Promise.all(
    CONNECTORS.map(({ bindings }) => bindings.candidates(sql, accountScopeId)),
  );
  return lists.flat();
}

/** Items of a scope that belong to no project. */
export async function countUnassigned(sql: Sql, accountScopeId: string): Promise<number> {
  const counts = await Promise.all(
    CONNECTORS.map(({ bindings }) => bindings.unassigned(sql, accountScopeId)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Makes changes to bindings wait for the pages being committed, and those for the change. */
async function lockConnection(
  tx: TransactionSql,
  accountScopeId: string,
  connectionId: string,
): Promise<Connector> {
  const [row] = await tx<{ connector: ConnectorName }[]>`
    select connector from connections
    where id = ${connectionId} and account_scope_id = ${accountScopeId} for update`;
  if (row === undefined) throw new ApiError(404, "not_found", "There is no such connection.");
  return connectorNamed(row.connector);
}

/** What a new binding is. */
export type NewBinding = Omit<Binding, "id">;

/**
 * Binds an external scope to a project and moves what it covers.
 *
 * @throws {ApiError} 404 for a project or connection outside the scope, 409 when it is bound already,
 * 422 for a kind the connection's vendor does not have
 */
export async function createBinding(
  tx: TransactionSql,
  accountScopeId: string,
  binding: NewBinding,
): Promise<{ binding: Binding; moved: number }> {
  const { bindings } = await lockConnection(tx, accountScopeId, binding.connection_id);
  if (!bindings.kinds.includes(binding.kind)) {
    throw new ApiError(
      422,
      "wrong_kind",
      `This connection has nothing of the kind ${binding.kind}.`,
    );
  }
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
  return { binding: row, moved: await bindings.reassign(tx, binding.connection_id, row) };
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
  const { bindings } = await lockConnection(tx, accountScopeId, known.connection_id);
  await tx`delete from bindings where id = ${id}`;
  return { binding: known, moved: await bindings.reassign(tx, known.connection_id, known) };
}
