import { recordAudit } from "../audit/mod.ts";
import type { Config, Sql } from "../platform/mod.ts";
import type { Actor } from "./actor.ts";

/** A project in the list a request carries. */
export interface ScopeProject {
  id: string;
  name: string;
  slug: string;
  kind: "client" | "unassigned";
  pinned: boolean;
}

/** What a request may see: resolved once, from its session or API token. */
export interface RequestScope {
  accountScopeId: string;
  /** The chosen project; null: all of them, also future ones. */
  projectId: string | null;
  /** All projects of the scope that are not archived, pinned ones first. */
  projects: ScopeProject[];
  /** Language unless the session has its own. */
  locale: "en" | "ru";
  /** IANA name. */
  timeZone: string;
  theme: "light" | "dark" | null;
}

/** Makes the scope that the configuration's connections belong to, if it is not there. Returns its id. */
export async function ensureDefaultScope(
  sql: Sql,
  config: Pick<Config, "locale" | "timeZone">,
): Promise<string> {
  return await sql.begin(async (tx) => {
    await tx`
      insert into account_scopes (slug, name, locale, time_zone)
      values ('default', 'Default', ${config.locale}, ${config.timeZone}) on conflict (slug) do nothing`;
    const [scope] = await tx<
      { id: string }[]
    >`select id from account_scopes where slug = 'default'`;
    await tx`
      insert into projects (account_scope_id, kind, slug, name)
      values (${scope!.id}, 'unassigned', 'unassigned', 'Unassigned') on conflict do nothing`;
    return scope!.id;
  });
}

interface Row {
  locale: "en" | "ru";
  time_zone: string;
  projects: ScopeProject[];
}

/**
 * What a session or token sees, in one query. A chosen project that is archived meanwhile counts as
 * none. Null when the scope is gone.
 */
export async function resolveScope(
  sql: Sql,
  accountScopeId: string,
  chosen: { projectId: string | null; theme: "light" | "dark" | null },
): Promise<RequestScope | null> {
  const [row] = await sql<Row[]>`
    select s.locale, s.time_zone,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'slug', p.slug, 'kind', p.kind,
          'pinned', p.pinned_at is not null) order by p.kind, p.pinned_at nulls last, p.name, p.id)
        from projects p where p.account_scope_id = s.id and p.archived_at is null), '[]') as projects
    from account_scopes s where s.id = ${accountScopeId}`;
  if (row === undefined) return null;
  const there = row.projects.some((project) => project.id === chosen.projectId);
  return {
    accountScopeId,
    projectId: there ? chosen.projectId : null,
    projects: row.projects,
    locale: row.locale,
    timeZone: row.time_zone,
    theme: chosen.theme,
  };
}

/** What may change of a scope. */
export interface ScopeChange {
  /** Language of people who have chosen none. */
  locale?: "en" | "ru";
  /** IANA name of the zone in which days begin. */
  timeZone?: string;
}

/** Changes a scope's language and time zone, for everybody, from the next request on. */
export async function changeScope(sql: Sql, actor: Actor, change: ScopeChange): Promise<void> {
  const { accountScopeId } = actor;
  await sql.begin(async (tx) => {
    const [before] = await tx<{ locale: "en" | "ru"; timeZone: string }[]>`
      select locale, time_zone as "timeZone" from account_scopes where id = ${accountScopeId} for update`;
    const { locale = before!.locale, timeZone = before!.timeZone } = change;
    const after = { locale, timeZone };
    await tx`
      update account_scopes set locale = ${after.locale}, time_zone = ${after.timeZone}
      where id = ${accountScopeId}`;
    await recordAudit(tx, {
      ...actor,
      action: "scope.changed",
      entity: "account_scope",
      entityId: accountScopeId,
      before,
      after,
    });
  });
}
