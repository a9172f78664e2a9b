import type { Sql } from "@/lib/platform/mod.ts";

/** The scope's currency, ISO 4217. */
export async function currencyOf(sql: Sql, accountScopeId: string): Promise<string> {
  const [row] = await sql<[{ currency: string }]>`
    select currency from account_scopes where id = ${accountScopeId}`;
  return row.currency;
}
