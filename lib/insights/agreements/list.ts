import type { Sql } from "../../platform/mod.ts";
import type { Agreement, AgreementStatus } from "./agreement.ts";
import type { AgreementKind } from "./words/kinds.ts";

/** What a list of agreements is narrowed to. */
export interface AgreementFilter {
  projectIds: readonly string[];
  /** `standing`: noted or confirmed. */
  status: AgreementStatus | "standing";
  kind?: AgreementKind;
  /** Part of the words. */
  q?: string;
  /** This one alone, whatever was decided. */
  id?: string;
}

/** Where an agreement stands in the list; `at` is exact, as text of the database. */
export interface AgreementPlace {
  at: string;
  id: string;
}

/** Part of a list. */
export interface AgreementPage {
  limit: number;
  after?: AgreementPlace;
  offset?: number;
}

/** An agreement with its place in the list. */
export type ListedAgreement = Agreement & { place: AgreementPlace };

function condition(sql: Sql, accountScopeId: string, filter: AgreementFilter) {
  const { projectIds, status, kind, q, id } = filter;
  const state = status === "standing"
    ? sql`a.resolved_at is null and a.status in ('noted', 'confirmed')`
    : status === "dismissed"
    ? sql`a.status = 'dismissed'`
    : sql`a.resolved_at is null and a.status = ${status}`;
  return sql`
    a.account_scope_id = ${accountScopeId} and a.project_id = any (${projectIds as string[]}::uuid[])
    and ${id === undefined ? state : sql`a.id = ${id}`}
    ${kind === undefined ? sql`` : sql`and a.kind = ${kind}`}
    ${q === undefined ? sql`` : sql`and strpos(lower(a.quote), lower(${q})) > 0`}`;
}

/** Agreements, the newest first. */
export async function listAgreements(
  sql: Sql,
  accountScopeId: string,
  filter: AgreementFilter,
  { limit, after, offset = 0 }: AgreementPage,
): Promise<ListedAgreement[]> {
  return await sql<ListedAgreement[]>`
    select a.id, a.project_id, a.kind, a.cause, a.quote, a.agreed_at, a.agreed_by, a.evidence, a.status,
      a.reason, a.decided_at, a.decided_by, a.raised_at, a.resolved_at,
      jsonb_build_object('at', a.agreed_at::text, 'id', a.id) as place
    from agreements a
    where ${condition(sql, accountScopeId, filter)}
      ${
    after === undefined
      ? sql``
      : sql`and (a.agreed_at, a.id) < (${after.at}::text::timestamptz, ${after.id}::uuid)`
  }
    order by a.agreed_at desc, a.id desc limit ${limit} offset ${offset}`;
}

/** How many agreements there are. */
export async function countAgreements(
  sql: Sql,
  accountScopeId: string,
  filter: AgreementFilter,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from agreements a where ${
    condition(sql, accountScopeId, filter)
  }`;
  return row!.count;
}
