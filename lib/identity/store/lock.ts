import type { TransactionSql } from "../../platform/mod.ts";

/** Makes changes to a scope's graph wait for each other until the transaction ends. */
export async function lockGraph(tx: TransactionSql, accountScopeId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`identity:${accountScopeId}`}, 0))`;
}
