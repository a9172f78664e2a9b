import type { Sql } from "../../platform/mod.ts";
import type { UpsellItem } from "./item.ts";

/** What a list of chances is narrowed to. */
export interface UpsellFilter {
  projectIds: readonly string[];
  /** `open`: nobody decided against it, and its cause lasts. */
  status: "open" | "accepted" | "dismissed" | "done";
  kind?: UpsellItem["kind"];
  /** This one alone, whatever was decided. */
  id?: string;
}

/** Where an item stands in the list: a page that begins behind it is right also when it is gone. */
export interface UpsellPlace {
  score: number;
  id: string;
}

/** Part of a list. */
export interface UpsellPage {
  limit: number;
  after?: UpsellPlace;
  offset?: number;
}

function condition(sql: Sql, accountScopeId: string, filter: UpsellFilter) {
  const { projectIds, status, kind, id } = filter;
  const state = status === "open"
    ? sql`and u.resolved_at is null and u.status in ('proposed', 'accepted')`
    : sql`and u.status = ${status}`;
  return sql`
    u.account_scope_id = ${accountScopeId} and u.project_id = any (${projectIds as string[]}::uuid[])
    ${id === undefined ? state : sql`and u.id = ${id}`}
    ${kind === undefined ? sql`` : sql`and u.kind = ${kind}`}`;
}

/** Chances to sell, the best first. */
export async function listUpsell(
  sql: Sql,
  accountScopeId: string,
  filter: UpsellFilter,
  { limit, after, offset = 0 }: UpsellPage,
): Promise<UpsellItem[]> {
  return await sql<UpsellItem[]>`
    select u.id, u.project_id, u.kind, u.cause, u.score, u.confidence::float8 as confidence,
      u.value::float8 as value, u.currency, u.facts, u.evidence, u.occurred_at, u.status, u.reason,
      u.decided_at, u.decided_by, u.raised_at, u.resolved_at
    from upsell_items u
    where ${condition(sql, accountScopeId, filter)}
      ${
    after === undefined ? sql`` : sql`and (u.score, u.id) < (${after.score}, ${after.id}::uuid)`
  }
    order by u.score desc, u.id desc limit ${limit} offset ${offset}`;
}

/** How many there are, and what they are worth by currency as far as it is known. */
export async function weighUpsell(
  sql: Sql,
  accountScopeId: string,
  filter: UpsellFilter,
): Promise<{ count: number; worth: { currency: string; value: number }[] }> {
  const [row] = await sql<{ count: number; worth: { currency: string; value: number }[] }[]>`
    with chosen as (
      select u.value, u.currency from upsell_items u where ${condition(sql, accountScopeId, filter)}
    )
    select (select count(*)::int from chosen) as count,
      coalesce((select jsonb_agg(jsonb_build_object('currency', currency, 'value', value) order by value desc)
        from (select currency, sum(value)::float8 as value from chosen
          where value is not null and currency is not null group by currency) w), '[]') as worth`;
  return row!;
}
