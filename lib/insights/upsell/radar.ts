import type { Clock, Sql, TransactionSql } from "../../platform/mod.ts";
import { findInChat } from "./find_in_chat.ts";
import { findInDeals } from "./find_in_deals.ts";
import type { FoundChance } from "./item.ts";

/** What a look for chances needs. */
export interface RadarTools {
  sql: Sql;
  clock: Clock;
  /** Ends it between two portions of work. */
  signal: AbortSignal;
}

/** Columns that follow what was found. */
const FOLLOWING = (tx: TransactionSql, alias: string) =>
  tx.unsafe(
    ["score", "confidence", "value", "currency", "facts", "evidence", "occurred_at"]
      .map((column) => `${alias}.${column}`).join(", "),
  );

/** Brings the kept items to what was found. Returns how many rows were made, changed and resolved. */
async function settle(
  tx: TransactionSql,
  accountScopeId: string,
  found: readonly FoundChance[],
): Promise<number> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`upsell:${accountScopeId}`}, 0))`;
  const chances = tx`jsonb_to_recordset(${
    tx.json(found as never)
  }) as f (project_id uuid, kind text,
    cause text, score int, confidence numeric, value numeric, currency text, facts jsonb, evidence jsonb,
    occurred_at timestamptz)`;
  const written = await tx`
    insert into upsell_items as u (project_id, account_scope_id, kind, cause, score, confidence, value,
      currency, facts, evidence, occurred_at)
    select f.project_id, ${accountScopeId}, f.kind, f.cause, ${FOLLOWING(tx, "f")}
    from ${chances}
    join projects p on p.id = f.project_id and p.account_scope_id = ${accountScopeId}
    on conflict (project_id, kind, cause) where resolved_at is null do update
      set score = excluded.score, confidence = excluded.confidence, value = excluded.value,
        currency = excluded.currency, facts = excluded.facts, evidence = excluded.evidence,
        occurred_at = excluded.occurred_at, changed_at = now()
      where (${FOLLOWING(tx, "u")}) is distinct from (${FOLLOWING(tx, "excluded")})`;
  // what is being pursued stays when its words grow old, and ends with its deal
  const resolved = await tx`
    update upsell_items u set resolved_at = now(), changed_at = now()
    where u.account_scope_id = ${accountScopeId} and u.resolved_at is null
      and (u.kind = 'deal' or u.status <> 'accepted')
      and not exists (select from ${chances}
        where f.project_id = u.project_id and f.kind = u.kind and f.cause = u.cause)`;
  return written.count + resolved.count;
}

/**
 * Looks for chances to sell in a scope's chats and deals, and keeps one item for each: it follows the
 * facts, ends with its cause, and keeps what people decided. Run again on the same rows, it changes none.
 *
 * @throws the signal's reason when it is aborted; nothing is written then
 */
export async function findUpsell(
  { sql, clock, signal }: RadarTools,
  accountScopeId: string,
): Promise<{ changed: number }> {
  const request = { accountScopeId, now: new Date(clock.now()), signal };
  const found = [...await findInChat(sql, request), ...await findInDeals(sql, request)];
  return { changed: await sql.begin((tx) => settle(tx, accountScopeId, found)) };
}
