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
  /** Companies that the same evidence names. */
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
  return await sql<Judged[]>`
    with left_side as (
      select f.record_id, f.company_key, f.domains, f.tokens, r.refs
      from identity_features f join identity_records r on r.id = f.record_id
      where f.account_scope_id = ${accountScopeId} and f.kind = ${kind} and r.deleted_at is null
        and (r.role is null or r.role = 'contact')
    ), company as (
      select f.record_id, coalesce(m.cluster_id, f.record_id) as entity, f.company_key, f.domains, f.tokens,
        r.derived, r.source_id
      from identity_features f
      join identity_records r on r.id = f.record_id
      left join identity_members m on m.record_id = f.record_id
      where f.account_scope_id = ${accountScopeId} and f.kind = 'company' and r.deleted_at is null
    ), evidence as (
      ${
    kind === "person"
      ? sql`
        -- what a contact says of its company made the derived ones: those are no news
        select l.record_id as left_id, c.record_id as right_id, 'domain' as field
        from left_side l cross join unnest(l.domains) as d (domain)
        join (select record_id, unnest(domains) as domain from company where not derived) c using (domain)
        union
        select l.record_id, c.record_id, 'company'
        from left_side l join company c on c.company_key = l.company_key
        where not c.derived and l.company_key <> ''`
      : sql`
        select l.record_id as left_id, c.record_id as right_id, 'words' as field
        from left_side l cross join unnest(l.tokens) as t (token)
        join (
          select record_id, tokens, unnest(tokens) as token from company
          where cardinality(tokens) > 0 and exists (select from unnest(tokens) as long where length(long) >= 4)
        ) c using (token)
        group by l.record_id, c.record_id, c.tokens having count(*) = cardinality(c.tokens)`
  }
    ), named as (
      select e.left_id, e.field, count(distinct c.entity)::int as companies
      from evidence e join company c on c.record_id = e.right_id group by e.left_id, e.field
    )
    select e.left_id, e.right_id, e.field, n.companies, c.source_id = any (l.refs) as known,
      cardinality(l.refs) > 0 as settled
    from evidence e
    join named n on n.left_id = e.left_id and n.field = e.field
    join company c on c.record_id = e.right_id
    join left_side l on l.record_id = e.left_id
    order by e.left_id, c.derived, e.right_id, e.field`;
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
    if (!settled || companies > 1) continue;
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
