import type { Sql } from "../../platform/mod.ts";
import type { Cost, CostOrigin } from "./cost.ts";

/** Which costs are meant. */
export interface CostFilter {
  projectIds: readonly string[];
  category?: string;
  origin?: CostOrigin;
  /** First and last day, both included. */
  from?: string;
  to?: string;
}

/** Where a cost stands in the list. */
export interface CostPlace {
  incurred_on: string;
  id: string;
}

/** Where the page behind a cost begins. */
export const placeOfCost = ({ incurred_on, id }: Cost): CostPlace => ({ incurred_on, id });

function condition(sql: Sql, accountScopeId: string, filter: CostFilter) {
  const { projectIds, category, origin, from, to } = filter;
  return sql`account_scope_id = ${accountScopeId} and project_id = any (${[...projectIds]})
    ${category === undefined ? sql`` : sql`and category = ${category}`}
    ${origin === undefined ? sql`` : sql`and origin = ${origin}`}
    ${from === undefined ? sql`` : sql`and incurred_on >= ${from}::date`}
    ${to === undefined ? sql`` : sql`and incurred_on <= ${to}::date`}`;
}

/** Costs, the newest first. */
export async function listCosts(
  sql: Sql,
  accountScopeId: string,
  filter: CostFilter,
  { limit, after, offset = 0 }: { limit: number; after?: CostPlace | undefined; offset?: number },
): Promise<Cost[]> {
  return await sql<Cost[]>`
    select id, project_id, incurred_on::text, amount::float8 as amount, currency, category, note, origin, created_at
    from cost_entries where ${condition(sql, accountScopeId, filter)}
    ${
    after === undefined
      ? sql``
      : sql`and (incurred_on, id) < (${after.incurred_on}::date, ${after.id}::uuid)`
  }
    order by cost_entries.incurred_on desc, id desc limit ${limit} offset ${offset}`;
}

/** All costs in numbers. */
export interface CostTotal {
  count: number;
  sums: { currency: string; amount: number }[];
  /** Every category in use. */
  categories: string[];
}

/** What the costs come to, by currency. */
export async function totalCosts(
  sql: Sql,
  accountScopeId: string,
  filter: CostFilter,
): Promise<CostTotal> {
  const [sums, categories] = await Promise.all([
    sql<{ currency: string; amount: number; count: number }[]>`
      select currency, sum(amount)::float8 as amount, count(*)::int as count
      from cost_entries where ${condition(sql, accountScopeId, filter)} group by 1 order by 1`,
    sql<{ category: string }[]>`
      select distinct category from cost_entries where account_scope_id = ${accountScopeId} order by 1`,
  ]);
  return {
    count: sums.reduce((sum, { count }) => sum + count, 0),
    sums: sums.map(({ currency, amount }) => ({ currency, amount })),
    categories: categories.map(({ category }) => category),
  };
}
