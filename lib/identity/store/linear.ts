import type { IdentitySource } from "./source.ts";

/** Linear's users: people of the team. */
export const linearUsers: IdentitySource = {
  source: "linear",
  kind: "person",
  sort: "user:",
  select: (sql, accountScopeId) =>
    sql`
      select u.connection_id || ':' || u.external_id as source_id, 'user' as role, u.name,
        array_remove(array[nullif(btrim(u.email), '')], null) as emails, u.vendor_updated_at as active_at
      from linear_users u
      where u.account_scope_id = ${accountScopeId} and u.deleted_at is null`,
};

/** Linear's projects. */
export const linearProjects: IdentitySource = {
  source: "linear",
  kind: "project",
  sort: "project:",
  select: (sql, accountScopeId) =>
    sql`
      select p.connection_id || ':' || p.external_id as source_id, p.name, p.vendor_updated_at as active_at
      from linear_projects p
      where p.account_scope_id = ${accountScopeId} and p.deleted_at is null`,
};
