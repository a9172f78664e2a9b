import type { Sql } from "../platform/mod.ts";

/** Conversations whose answers are looked for at once. */
const BATCH = 2_000;

/**
 * Brings the read models up to date with their rows: the answers in conversations that changed, then
 * the one row a project of `mv_portfolio_dashboard`. Readers are not kept waiting, and refreshers at
 * the same time wait for each other.
 */
export async function refreshView(sql: Sql, signal?: AbortSignal): Promise<void> {
  for (let entries = BATCH; entries === BATCH;) {
    signal?.throwIfAborted();
    const [row] = await sql<[{ entries: number }]>`
      select settle_chatwoot_replies(${BATCH}) as entries`;
    entries = row.entries;
  }
  await sql`refresh materialized view concurrently mv_portfolio_dashboard`;
}
