import type { IdentitySource } from "./source.ts";

/**
 * Companies that contacts name. The company's domain is the one most of its contacts have their
 * addresses at, if at least half of those with an address of a company's own do.
 */
export const namedCompanies: IdentitySource = {
  source: "chatwoot",
  kind: "company",
  sort: "named:",
  derived: true,
  select: (sql, accountScopeId) =>
    sql`
      with person as (
        select lower(r.company) as key, r.company, f.domains[1] as domain, r.active_at
        from identity_records r
        join identity_features f on f.record_id = r.id
        where r.account_scope_id = ${accountScopeId} and r.kind = 'person' and r.source = 'chatwoot'
          and r.role = 'contact' and r.deleted_at is null and f.company_key <> ''
      ), usual as (
        select distinct on (key) key, domain
        from (select key, domain, count(*) as n, sum(count(*)) over (partition by key) as all_n
              from person where domain is not null group by key, domain) counted
        where n * 2 >= all_n order by key, n desc, domain
      )
      select p.key as source_id, min(p.company) as name,
        array_remove(array[min(u.domain)], null) as domains, max(p.active_at) as active_at
      from person p left join usual u using (key)
      group by p.key`,
};

/** Companies known by the e-mail addresses of contacts alone. */
export const mailCompanies: IdentitySource = {
  source: "email",
  kind: "company",
  sort: "domain:",
  derived: true,
  select: (sql, accountScopeId) =>
    sql`
      select d.domain as source_id, array[d.domain] as domains, max(r.active_at) as active_at
      from identity_records r
      join identity_features f on f.record_id = r.id
      cross join unnest(f.domains) as d (domain)
      where r.account_scope_id = ${accountScopeId} and r.kind = 'person' and r.role = 'contact'
        and r.deleted_at is null
      group by d.domain`,
};
