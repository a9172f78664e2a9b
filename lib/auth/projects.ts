import { recordAudit } from "../audit/mod.ts";
import { ApiError, type Sql } from "../platform/mod.ts";

/** Who makes a change, for the audit trail. */
export interface Actor {
  accountScopeId: string;
  actor: string;
  requestId: string | null;
}

/** A client project. */
export interface Project {
  id: string;
  name: string;
  slug: string;
  pinned: boolean;
  createdAt: Date;
}

const letters: Record<string, string> = Object.fromEntries(
  "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya"
    .split(" ").map((pair) => pair.split(":") as [string, string]),
);

/** A name as part of an address: Latin letters, digits and hyphens; Cyrillic is transliterated. */
export function slugOf(name: string): string {
  const latin = [...name.toLowerCase().normalize("NFKD")].map((letter) => letters[letter] ?? letter)
    .join("");
  const slug = latin.replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-").replace(
    /^-+|-+$/g,
    "",
  ).slice(0, 50);
  return slug === "" ? "project" : slug.replace(/-+$/, "");
}

/** A scope's client projects, pinned ones first. */
export async function listProjects(sql: Sql, accountScopeId: string): Promise<Project[]> {
  return await sql<Project[]>`
    select id, name, slug, pinned_at is not null as pinned, created_at as "createdAt" from projects
    where account_scope_id = ${accountScopeId} and kind = 'client' and archived_at is null
    order by pinned_at nulls last, name, id`;
}

/**
 * Makes a project.
 * @throws {ApiError} 409 when the scope has one of this name
 */
export async function createProject(sql: Sql, actor: Actor, name: string): Promise<Project> {
  const { accountScopeId } = actor;
  return await sql.begin(async (tx) => {
    // two projects of one name at the same time: the second waits here and then sees the first
    await tx`select 1 from account_scopes where id = ${accountScopeId} for update`;
    const taken = await tx<{ name: string; slug: string; archived: boolean }[]>`
      select name, slug, archived_at is not null as archived from projects where account_scope_id = ${accountScopeId}`;
    if (taken.some((row) => !row.archived && row.name.toLowerCase() === name.toLowerCase())) {
      throw new ApiError(409, "project_exists", "There is a project of this name already.");
    }
    const base = slugOf(name);
    let slug = base;
    for (let suffix = 2; taken.some((row) => row.slug === slug); suffix++) {
      slug = `${base}-${suffix}`;
    }
    const [project] = await tx<Project[]>`
      insert into projects (account_scope_id, slug, name) values (${accountScopeId}, ${slug}, ${name})
      returning id, name, slug, false as pinned, created_at as "createdAt"`;
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
 * Renames, pins or archives a project.
 * @throws {ApiError} 404 when the scope has no such project
 */
export async function changeProject(
  sql: Sql,
  actor: Actor,
  id: string,
  change: ProjectChange,
): Promise<Project> {
  return await sql.begin(async (tx) => {
    const [before] = await tx<Project[]>`
      select id, name, slug, pinned_at is not null as pinned, created_at as "createdAt" from projects
      where id = ${id} and account_scope_id = ${actor.accountScopeId} and kind = 'client'
        and archived_at is null for update`;
    if (before === undefined) throw new ApiError(404, "not_found", "There is no such project.");
    const pinned = change.pinned ?? before.pinned;
    const [after] = await tx<Project[]>`
      update projects set name = ${change.name ?? before.name},
        pinned_at = ${pinned ? sql`coalesce(pinned_at, now())` : null},
        archived_at = ${change.archived ? sql`now()` : null}
      where id = ${id}
      returning id, name, slug, pinned_at is not null as pinned, created_at as "createdAt"`;
    await recordAudit(tx, {
      ...actor,
      projectId: id,
      action: change.archived ? "project.archived" : "project.changed",
      entity: "project",
      entityId: id,
      before: { name: before.name, pinned: before.pinned },
      after: { name: after!.name, pinned: after!.pinned },
    });
    return after!;
  });
}
