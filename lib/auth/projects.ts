import { recordAudit } from "../audit/mod.ts";
import { ApiError, type Sql, type TransactionSql } from "../platform/mod.ts";
import type { Actor } from "./actor.ts";
import { freeSlug } from "./slug.ts";

/** A client project. */
export interface Project {
  id: string;
  name: string;
  slug: string;
  pinned: boolean;
  archived: boolean;
  createdAt: Date;
}

const columns = (sql: Sql | TransactionSql) =>
  sql`id, name, slug, pinned_at is not null as pinned, archived_at is not null as archived,
    created_at as "createdAt"`;

/** A scope's client projects, pinned ones first: those in work, or the archived ones. */
export async function listProjects(
  sql: Sql,
  accountScopeId: string,
  { archived = false }: { archived?: boolean } = {},
): Promise<Project[]> {
  return await sql<Project[]>`
    select ${columns(sql)} from projects
    where account_scope_id = ${accountScopeId} and kind = 'client'
      and (archived_at is not null) = ${archived}
    order by pinned_at nulls last, name, id`;
}

/**
 * Makes whoever names a project wait for whoever does so already. Two projects of one name at the
 * same time: the second waits here, and then sees the first.
 */
async function lockNames(tx: TransactionSql, accountScopeId: string): Promise<void> {
  await tx`select 1 from account_scopes where id = ${accountScopeId} for update`;
}

/** @throws {ApiError} 409 when another project in work has the name */
async function requireFreeName(
  tx: TransactionSql,
  accountScopeId: string,
  name: string,
  own: string | null,
): Promise<void> {
  const [other] = await tx`
    select 1 from projects where account_scope_id = ${accountScopeId} and archived_at is null
      and kind = 'client' and lower(name) = lower(${name}) and id is distinct from ${own}`;
  if (other === undefined) return;
  throw new ApiError(409, "project_exists", "There is a project of this name already.");
}

/**
 * Makes a project.
 * @throws {ApiError} 409 when the scope has one of this name
 */
export async function createProject(sql: Sql, actor: Actor, name: string): Promise<Project> {
  const { accountScopeId } = actor;
  return await sql.begin(async (tx) => {
    await lockNames(tx, accountScopeId);
    await requireFreeName(tx, accountScopeId, name, null);
    const taken = await tx<{ slug: string }[]>`
      select slug from projects where account_scope_id = ${accountScopeId}`;
    const slug = freeSlug(name, new Set(taken.map((row) => row.slug)));
    const [project] = await tx<Project[]>`
      insert into projects (account_scope_id, slug, name) values (${accountScopeId}, ${slug}, ${name})
      returning ${columns(tx)}`;
    await recordAudit(tx, {
      ...actor,
      projectId: project!.id,
      action: "project.created",
      entity: "project",
      entityId: project!.id,
      after: { name, slug },
    });
    return project!;
  });
}

/** What may change of a project. */
export interface ProjectChange {
  name?: string;
  pinned?: boolean;
  archived?: boolean;
}

/**
 * Renames, pins, archives or restores a project. An archived one can only be restored.
 * @throws {ApiError} 404 when the scope has no such project, 409 when another has its name
 */
export async function changeProject(
  sql: Sql,
  actor: Actor,
  id: string,
  change: ProjectChange,
): Promise<Project> {
  const { accountScopeId } = actor;
  return await sql.begin(async (tx) => {
    await lockNames(tx, accountScopeId);
    const [before] = await tx<Project[]>`
      select ${columns(tx)} from projects
      where id = ${id} and account_scope_id = ${accountScopeId} and kind = 'client' for update`;
    if (before === undefined || (before.archived && change.archived !== false)) {
      throw new ApiError(404, "not_found", "There is no such project.");
    }
    const { name = before.name, pinned = before.pinned, archived = before.archived } = change;
    if (!archived) await requireFreeName(tx, accountScopeId, name, id);
    const [after] = await tx<Project[]>`
      update projects set name = ${name},
        pinned_at = ${pinned ? tx`coalesce(pinned_at, now())` : null},
        archived_at = ${archived ? tx`coalesce(archived_at, now())` : null}
      where id = ${id} returning ${columns(tx)}`;
    const kept = ({ name, pinned, archived }: Project) => ({ name, pinned, archived });
    await recordAudit(tx, {
      ...actor,
      projectId: id,
      action: actionOf(before, after!),
      entity: "project",
      entityId: id,
      before: kept(before),
      after: kept(after!),
    });
    return after!;
  });
}

function actionOf(before: Project, after: Project): string {
  if (before.archived === after.archived) return "project.changed";
  return after.archived ? "project.archived" : "project.restored";
}
