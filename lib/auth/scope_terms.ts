import { recordAudit } from "../audit/mod.ts";
import { ApiError, type Sql, type TransactionSql } from "../platform/mod.ts";
import type { Actor } from "./actor.ts";

/** When a scope works, and what its work and money are counted in. */
export interface ScopeTerms {
  /** ISO days of the week, 1 Monday, in order. */
  business_days: number[];
  /** `HH:MM`, local. */
  business_from: string;
  business_to: string;
  /** ISO 4217. */
  currency: string;
  /** Costs of an hour in the currency, what estimates are multiplied by; null: none is set. */
  hourly_rate: number | null;
}

const columns = (sql: Sql | TransactionSql) =>
  sql`business_days, to_char(business_from, 'HH24:MI') as business_from,
    to_char(business_to, 'HH24:MI') as business_to, currency, hourly_rate::float8 as hourly_rate`;

/** Reads a scope's terms. */
export async function readTerms(sql: Sql, accountScopeId: string): Promise<ScopeTerms> {
  const [terms] = await sql<[ScopeTerms]>`
    select ${columns(sql)} from account_scopes where id = ${accountScopeId}`;
  return terms;
}

/**
 * Changes some of a scope's terms; figures follow with their next count. Returns them all.
 *
 * @throws {ApiError} 400 when the day would end before it begins
 */
export async function changeTerms(
  sql: Sql,
  actor: Actor,
  change: Partial<ScopeTerms>,
): Promise<ScopeTerms> {
  const { accountScopeId } = actor;
  return await sql.begin(async (tx) => {
    const [before] = await tx<[ScopeTerms]>`
      select ${columns(tx)} from account_scopes where id = ${accountScopeId} for update`;
    const after = { ...before, ...change };
    if (after.business_from >= after.business_to) {
      throw new ApiError(400, "validation_error", "The request is not valid.", {
        details: [{
          ...{ path: "business_to", message: "The day ends before it begins", code: "custom" },
        }],
      });
    }
    after.business_days = [...new Set(after.business_days)].toSorted();
    await tx`
      update account_scopes set business_days = ${after.business_days}, business_from = ${after.business_from},
        business_to = ${after.business_to}, currency = ${after.currency}, hourly_rate = ${after.hourly_rate}
      where id = ${accountScopeId}`;
    await recordAudit(tx, {
      ...actor,
      ...{ action: "scope.terms_changed", entity: "account_scope", entityId: accountScopeId },
      ...{ before, after },
    });
    return after;
  });
}
