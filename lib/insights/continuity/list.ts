import type { Sql } from "../../platform/mod.ts";
import type { ContinuityItem, ContinuityKind } from "./item.ts";

/** What a list of promises is narrowed to. */
export interface ContinuityFilter {
  projectIds: readonly string[];
  /** `open`: waits for a decision, or its issue is being made. */
  status: "open" | "applied" | "exported" | "dismissed";
  kind?: ContinuityKind;
  /** This one alone, whatever was decided. */
  id?: string;
}

/** Where an item stands in the list; `at` is exact, as text of the database. */
export interface ContinuityPlace {
  at: string;
  id: string;
}

/** Part of a list. */
export interface ContinuityPage {
  limit: number;
  after?: ContinuityPlace;
  offset?: number;
}

/** An item with its place in the list. */
export type ListedPromise = ContinuityItem & { place: ContinuityPlace };

function condition(sql: Sql, accountScopeId: string, filter: ContinuityFilter) {
  const { projectIds, status, kind, id } = filter;
  const state = status === "open"
    ? sql`and c.resolved_at is null and c.status in ('proposed', 'applying')`
    : sql`and c.status = ${status}`;
  return sql`
    c.account_scope_id = ${accountScopeId} and c.project_id = any (${projectIds as string[]}::uuid[])
    ${id === undefined ? state : sql`and c.id = ${id}`}
    ${kind === undefined ? sql`` : sql`and c.kind = ${kind}`}`;
}

/** Promises, the newest first. */
export async function listContinuity(
  sql: Sql,
  accountScopeId: string,
  filter: ContinuityFilter,
  { limit, after, offset = 0 }: ContinuityPage,
): Promise<ListedPromise[]> {
  return await sql<ListedPromise[]>`
    select c.id, c.project_id, c.kind, c.cause, c.quote, c.promised_at, c.due_on::text as due_on, c.evidence,
      c.title, c.description, c.status, c.reason, c.issue_external_id, c.issue_identifier, c.issue_url,
      c.decided_at, c.decided_by, c.raised_at, c.resolved_at,
      jsonb_build_object('at', c.promised_at::text, 'id', c.id) as place
    from continuity_items c
    where ${condition(sql, accountScopeId, filter)}
      ${
    after === undefined
      ? sql``
      : sql`and (c.promised_at, c.id) < (${after.at}::text::timestamptz, ${after.id}::uuid)`
  }
    order by c.promised_at desc, c.id desc limit ${limit} offset ${offset}`;
}

/** How many promises there are, and how many of them are past their day. */
export async function countContinuity(
  sql: Sql,
  accountScopeId: string,
  filter: ContinuityFilter,
  today: string,
): Promise<{ count: number; late: number }> {
  const [row] = await sql<{ count: number; late: number }[]>`
    select count(*)::int as count, (count(*) filter (where c.due_on < ${today}::date))::int as late
    from continuity_items c where ${condition(sql, accountScopeId, filter)}`;
  return row!;
}
