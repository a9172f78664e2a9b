import type { Clock, Sql, TransactionSql } from "../../platform/mod.ts";
import type { FoundAgreement } from "./agreement.ts";
import { findInChat, WINDOW_DAYS } from "./find_in_chat.ts";

/** Columns that follow what was found. */
const following = (tx: TransactionSql, alias: string) =>
  tx.unsafe(
    ["kind", "quote", "agreed_at", "agreed_by", "evidence"].map((name) => `${alias}.${name}`)
      .join(", "),
  );

/** Brings the kept agreements to what was found since a moment. Returns how many rows changed. */
async function settle(
  tx: TransactionSql,
  { accountScopeId, since }: { accountScopeId: string; since: Date },
  found: readonly FoundAgreement[],
): Promise<number> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`agreements:${accountScopeId}`}, 0))`;
  const said = tx`jsonb_to_recordset(${
    tx.json(found as never)
  }) as f (project_id uuid, kind text, cause text,
    quote text, agreed_at timestamptz, agreed_by text, evidence jsonb)`;
  const written = await tx`
    insert into agreements as a (project_id, account_scope_id, cause, kind, quote, agreed_at, agreed_by, evidence)
    select f.project_id, ${accountScopeId}, f.cause, ${following(tx, "f")}
    from ${said}
    join projects p on p.id = f.project_id and p.account_scope_id = ${accountScopeId}
    on conflict (project_id, cause) where resolved_at is null do update
      set kind = excluded.kind, quote = excluded.quote, agreed_at = excluded.agreed_at,
        agreed_by = excluded.agreed_by, evidence = excluded.evidence, changed_at = now()
      where a.status <> 'confirmed'
        and (${following(tx, "a")}) is distinct from (${following(tx, "excluded")})`;
  // an older one stays as long as the message that says it; a confirmed one is a person's word
  const resolved = await tx`
    update agreements a set resolved_at = now(), changed_at = now()
    where a.account_scope_id = ${accountScopeId} and a.resolved_at is null and a.status <> 'confirmed'
      and not exists (select from ${said} where f.project_id = a.project_id and f.cause = a.cause)
      and (a.agreed_at >= ${since} or not exists (
        select from chatwoot_messages m
        where m.id = (a.evidence -> 0 ->> 'id')::uuid and m.project_id = a.project_id and m.deleted_at is null))`;
  return written.count + resolved.count;
}

/**
 * Notes what was agreed in a scope's chats, one agreement for each message that says so. Those that a
 * person confirmed stay as they were confirmed. Run again on the same messages, it changes no row.
 *
 * @throws the signal's reason when it is aborted; nothing is written then
 */
export async function noteAgreements(
  { sql, clock, signal }: { sql: Sql; clock: Clock; signal: AbortSignal },
  accountScopeId: string,
): Promise<{ changed: number }> {
  const since = new Date(clock.now() - WINDOW_DAYS * 86_400_000);
  const found = await findInChat(sql, { accountScopeId, since, signal });
  return { changed: await sql.begin((tx) => settle(tx, { accountScopeId, since }, found)) };
}
