import type { Sql } from "../../platform/mod.ts";
import { confidenceOf, type Proposal } from "./suggestion.ts";

/**
 * How often each kind of evidence names the right company: what people's and deals' known companies
 * say (`right` of `seen`), on top of what is expected before any are known.
 */
const EXPECTED = {
  domain: { right: 19, seen: 20 },
  company: { right: 18, seen: 20 },
  words: { right: 15, seen: 20 },
};

/** Less likely links are not proposed. */
const LEAST = 0.4;

interface Evidence {
  left_id: string;
  right_id: string;
  field: keyof typeof EXPECTED;
  /** Companies that the same evidence names; records of one name count as one. */
  companies: number;
}

/** A pair that the source itself links is known, and no proposal. */
interface Judged extends Evidence {
  known: boolean;
  /** The source links the left one to some company. */
  settled: boolean;
}

async function evidenceAbout(
  sql: Sql,
  accountScopeId: string,
  kind: "person" | "deal" | "project",
) {
  // what a source knows of one record holds for all that people joined with it
  const leftSide = sql`
    joined as materialized (
      select m.cluster_id, array_agg(distinct known.ref) as refs
      from identity_members m
      join identity_records r on r.id = m.record_id and r.deleted_at is null
      cross join unnest(r.refs) as known (ref)
      where m.account_scope_id = ${accountScopeId} group by m.cluster_id
    ), left_side as materialized (
      select f.record_id as left_id, f.company_key, f.domains, f.tokens, coalesce(g.refs, r.refs) as refs
      from identity_features f
      join identity_records r on r.id = f.record_id
      left join identity_members m on m.record_id = f.record_id
      left join joined g on g.cluster_id = m.cluster_id
      where f.account_scope_id = ${accountScopeId} and f.kind = ${kind} and r.deleted_at is null
        and (r.role is null or r.role = 'contact')
    )`;
  // what a contact says of its company made the derived ones: for people those are no news
  const company = sql`
    company as materialized (
      select f.record_id as right_id, coalesce(m.cluster_id::text, f.company_key, f.record_id::text) as entity, f.company_key, f.domains,
        f.tokens, r.derived, r.source_id
      from identity_features f
      join identity_records r on r.id = f.record_id
      left join identity_members m on m.record_id = f.record_id
      where f.account_scope_id = ${accountScopeId} and f.kind = 'company' and r.deleted_at is null
        and (${kind !== "person"} or not r.derived)
    )`;
  const evidence = kind === "person"
    ? sql`
      select distinct l.left_id, l.refs, c.right_id, c.entity, c.derived, c.source_id, 'domain' as field
      from (select left_id, refs, unnest(domains) as domain from left_side) l
      join (select *, unnest(domains) as domain from company) c using (domain)
      union all
      select l.left_id, l.refs, c.right_id, c.entity, c.derived, c.source_id, 'company'
      from left_side l join company c using (company_key)`
    : sql`
      select l.left_id, l.refs, c.right_id, c.entity, c.derived, c.source_id, 'words' as field
      from (select left_id, refs, unnest(tokens) as token from left_side) l
      join (
        select *, unnest(tokens) as token from company
        where exists (select from unnest(tokens) as long where length(long) >= 3)
      ) c using (token)
      group by l.left_id, l.refs, c.right_id, c.entity, c.derived, c.source_id, c.tokens
      having count(*) = cardinality(c.tokens)`;
  return await sql<Judged[]>`
    with ${leftSide}, ${company}, evidence as materialized (${evidence}), named as (
      select left_id, field, count(distinct entity)::int as companies from evidence group by left_id, field
    )
    select e.left_id, e.right_id, e.field, n.companies, e.source_id = any (e.refs) as known,
      cardinality(e.refs) > 0 as settled
    from evidence e join named n using (left_id, field)
    order by e.left_id, e.derived, e.right_id, e.field`;
}

const LINKS = { person: "works_at", deal: "deal_of", project: "project_of" } as const;

/**
 * Proposes the company of people (their address's domain, the company they name), deals and projects
 * (the company's words are in the name): at most one each. What the source links already tells how far
 * such evidence is to be trusted.
 */
export async function proposeCompanies(
  sql: Sql,
  accountScopeId: string,
  kind: "person" | "deal" | "project",
): Promise<Proposal[]> {
  const rows = await evidenceAbout(sql, accountScopeId, kind);
  const counts = structuredClone(EXPECTED);
  for (const { field, settled, known, companies } of rows) {
    // the company that a person with a known one names is that one's own name: it proves nothing
    if (!settled || companies > 1 || field === "company") continue;
    counts[field].seen++;
    if (known) counts[field].right++;
  }
  const best = new Map<string, Proposal>();
  for (
    const pair of Map.groupBy(
      rows.filter(({ settled }) => !settled),
      (row) => `${row.left_id} ${row.right_id}`,
    ).values()
  ) {
    const { left_id, right_id } = pair[0]!;
    const shares = pair.map(({ field, companies }) =>
      counts[field].right / counts[field].seen / companies
    );
    const confidence = confidenceOf(1 - shares.reduce((wrong, share) => wrong * (1 - share), 1));
    if (confidence < LEAST || confidence <= (best.get(left_id)?.confidence ?? 0)) continue;
    best.set(left_id, {
      link: LINKS[kind],
      kind,
      left_id,
      right_id,
      confidence,
      reasons: pair.map(({ field, companies }, index) => ({
        field,
        level: companies > 1 ? "shared" : "exact",
        bits: Math.round(Math.log2(shares[index]! / (1 - shares[index]!)) * 10) / 10,
      })),
      group_id: right_id,
    });
  }
  return [...best.values()];
}
