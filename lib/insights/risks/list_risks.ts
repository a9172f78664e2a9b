import type { Sql } from "../../platform/mod.ts";
import type { Risk, RiskOrigin } from "./risk.ts";

/** What a list of risks is narrowed to. */
export interface RiskFilter {
  projectIds: readonly string[];
  /** `open`: not closed, being mitigated or not. */
  status: "open" | "mitigating" | "closed";
  origin?: RiskOrigin;
  /** Kind of the signals it is about. */
  kind?: string;
  /** Severity at least. */
  least?: number;
}

/** Where a risk stands in the list: a page that begins behind it is right also when it is gone. */
export interface RiskPlace {
  severity: number;
  /** ISO 8601, with microseconds. */
  opened_at: string;
  id: string;
}

/** Part of a list. */
export interface RiskPage {
  limit: number;
  after?: RiskPlace;
  offset?: number;
}

/** A risk with its place in the list. */
export type ListedRisk = Risk & { place: RiskPlace };

function condition(sql: Sql, accountScopeId: string, filter: RiskFilter) {
  const { projectIds, status, origin, kind, least } = filter;
  return sql`
    r.account_scope_id = ${accountScopeId} and r.project_id = any (${projectIds as string[]}::uuid[])
    and ${status === "open" ? sql`r.status <> 'closed'` : sql`r.status = ${status}`}
    ${origin === undefined ? sql`` : sql`and r.origin = ${origin}`}
    ${kind === undefined ? sql`` : sql`and r.kind = ${kind}`}
    ${least === undefined ? sql`` : sql`and r.severity >= ${least}`}`;
}

const columns = (sql: Sql) =>
  sql`r.id, r.project_id, r.origin, r.cause, r.kind, r.severity, r.probability::float8 as probability,
    r.facts, r.evidence, r.playbook, r.status, r.closed_because, r.reason, r.decided_at, r.decided_by,
    r.opened_at, r.closed_at`;

/** Risks, the gravest first, among them the newest. */
export async function listRisks(
  sql: Sql,
  accountScopeId: string,
  filter: RiskFilter,
  { limit, after, offset = 0 }: RiskPage,
): Promise<ListedRisk[]> {
  return await sql<ListedRisk[]>`
    select ${columns(sql)}, jsonb_build_object('severity', r.severity, 'id', r.id,
      'opened_at', to_char(r.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as place
    from risks r
    where ${condition(sql, accountScopeId, filter)}
      ${
    after === undefined ? sql`` : sql`and (r.severity, r.opened_at, r.id)
        < (${after.severity}, ${after.opened_at}::text::timestamptz, ${after.id}::uuid)`
  }
    order by r.severity desc, r.opened_at desc, r.id desc limit ${limit} offset ${offset}`;
}

/** How many risks there are, and their mean severity; null of none. */
export async function weighRisks(
  sql: Sql,
  accountScopeId: string,
  filter: RiskFilter,
): Promise<{ count: number; severity: number | null }> {
  const [row] = await sql<{ count: number; severity: number | null }[]>`
    select count(*)::int as count, avg(r.severity)::float8 as severity from risks r
    where ${condition(sql, accountScopeId, filter)}`;
  return row!;
}

/** One risk, open or closed; null when the scope has none with this id. */
export async function readRisk(
  sql: Sql,
  accountScopeId: string,
  id: string,
): Promise<Risk | null> {
  const [row] = await sql<Risk[]>`
    select ${
    columns(sql)
  } from risks r where r.id = ${id} and r.account_scope_id = ${accountScopeId}`;
  return row ?? null;
}
