import type { IdentitySource } from "./source.ts";

/** Attio's companies. */
export const attioCompanies: IdentitySource = {
  source: "attio",
  kind: "company",
  sort: "company:",
  select: (sql, accountScopeId) =>
    sql`
      select c.connection_id || ':' || c.external_id as source_id, c.name, c.domains,
        coalesce(c.vendor_updated_at, c.vendor_created_at) as active_at
      from attio_companies c
      where c.account_scope_id = ${accountScopeId} and c.deleted_at is null`,
};

/** Attio's people, with the company that Attio itself links them to. */
export const attioPeople: IdentitySource = {
  source: "attio",
  kind: "person",
  sort: "person:",
  select: (sql, accountScopeId) =>
    sql`
      select p.connection_id || ':' || p.external_id as source_id, 'contact' as role,
        coalesce(nullif(btrim(p.name), ''), nullif(btrim(concat_ws(' ', p.first_name, p.last_name)), '')) as name,
        nullif(btrim(p.first_name), '') as given_name, nullif(btrim(p.last_name), '') as surname,
        p.emails, p.phones, c.name as company,
        array_remove(array['company:' || c.connection_id || ':' || c.external_id], null) as refs,
        coalesce(p.vendor_updated_at, p.vendor_created_at) as active_at
      from attio_people p
      left join attio_companies c on c.connection_id = p.connection_id and c.external_id = p.company_external_id
        and c.deleted_at is null
      where p.account_scope_id = ${accountScopeId} and p.deleted_at is null`,
};

/** Members of the Attio workspace: people of the team. */
export const attioMembers: IdentitySource = {
  source: "attio",
  kind: "person",
  sort: "user:",
  select: (sql, accountScopeId) =>
    sql`
      select m.connection_id || ':' || m.external_id as source_id, 'user' as role, m.name,
        array_remove(array[nullif(btrim(m.email), '')], null) as emails,
        coalesce(m.vendor_updated_at, m.vendor_created_at) as active_at
      from attio_workspace_members m
      where m.account_scope_id = ${accountScopeId} and m.deleted_at is null`,
};

/** Attio's deals, with the company that Attio itself links them to. */
export const attioDeals: IdentitySource = {
  source: "attio",
  kind: "deal",
  sort: "deal:",
  select: (sql, accountScopeId) =>
    sql`
      select d.connection_id || ':' || d.external_id as source_id, d.name,
        array_remove(array['company:' || c.connection_id || ':' || c.external_id], null) as refs,
        coalesce(d.vendor_updated_at, d.vendor_created_at) as active_at
      from attio_deals d
      left join attio_companies c on c.connection_id = d.connection_id and c.external_id = d.company_external_id
        and c.deleted_at is null
      where d.account_scope_id = ${accountScopeId} and d.deleted_at is null`,
};
