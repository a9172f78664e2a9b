import { createTranslator, type Locale } from "../../i18n/mod.ts";
import type { Clock, Sql, TransactionSql } from "../../platform/mod.ts";
import { findInChat } from "./find_in_chat.ts";
import { findInDeals } from "./find_in_deals.ts";
import type { FoundPromise } from "./item.ts";

/** Days in which a promise is proposed; after that, nobody waits for it. */
export const WINDOW_DAYS = 30;

/** Columns that follow what was found. */
const following = (tx: TransactionSql, alias: string) =>
  tx.unsafe(
    ["quote", "promised_at", "due_on", "evidence", "title", "description"]
      .map((name) => `${alias}.${name}`).join(", "),
  );

/** Brings the kept items to what was found. Returns how many rows changed. */
async function settle(
  tx: TransactionSql,
  accountScopeId: string,
  found: readonly FoundPromise[],
): Promise<number> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`continuity:${accountScopeId}`}, 0))`;
  // an issue that holds the page as an attachment, made since, is about the promise already
  const [{ rows: waiting }] = await tx<[{ rows: FoundPromise[] }]>`
    select coalesce(jsonb_agg(to_jsonb(f)), '[]') as rows
    from jsonb_to_recordset(${
    tx.json(found as never)
  }) as f (project_id uuid, kind text, cause text,
      quote text, promised_at timestamptz, due_on date, evidence jsonb, title text, description text, url text)
    where not exists (
      select from linear_attachments t
      join linear_issues i on i.connection_id = t.connection_id and i.external_id = t.issue_external_id
      where t.account_scope_id = ${accountScopeId} and t.url = f.url and t.deleted_at is null
        and i.deleted_at is null and i.vendor_created_at >= f.promised_at)`;
  const promises = tx`jsonb_to_recordset(${
    tx.json(waiting as never)
  }) as f (project_id uuid, kind text,
    cause text, quote text, promised_at timestamptz, due_on date, evidence jsonb, title text, description text)`;
  const written = await tx`
    insert into continuity_items as c (project_id, account_scope_id, kind, cause, quote, promised_at, due_on,
      evidence, title, description)
    select f.project_id, ${accountScopeId}, f.kind, f.cause, ${following(tx, "f")}
    from ${promises}
    join projects p on p.id = f.project_id and p.account_scope_id = ${accountScopeId}
    on conflict (project_id, cause) where resolved_at is null do update
      set quote = excluded.quote, promised_at = excluded.promised_at, due_on = excluded.due_on,
        evidence = excluded.evidence, title = excluded.title, description = excluded.description,
        changed_at = now()
      where c.status = 'proposed'
        and (${following(tx, "c")}) is distinct from (${following(tx, "excluded")})`;
  const resolved = await tx`
    update continuity_items c set resolved_at = now(), changed_at = now()
    where c.account_scope_id = ${accountScopeId} and c.resolved_at is null and c.status = 'proposed'
      and not exists (select from ${promises} where f.project_id = c.project_id and f.cause = c.cause)`;
  return written.count + resolved.count;
}

/**
 * Finds what was promised in a scope's chats and won deals, and previews an issue for each. What people
 * decided stays; a promise leaves when its words do, when an issue is about it, or after 30 days. Run
 * again on the same rows, it changes none.
 *
 * @throws the signal's reason when it is aborted; nothing is written then
 */
export async function findContinuity(
  { sql, clock, signal }: { sql: Sql; clock: Clock; signal: AbortSignal },
  accountScopeId: string,
): Promise<{ changed: number }> {
  const [scope] = await sql<{ locale: Locale; time_zone: string }[]>`
    select locale, time_zone from account_scopes where id = ${accountScopeId}`;
  if (scope === undefined) return { changed: 0 };
  const t = createTranslator(scope.locale, scope.time_zone);
  const since = new Date(clock.now() - WINDOW_DAYS * 86_400_000);
  const look = { accountScopeId, t, since, signal };
  const found = [...await findInChat(sql, look), ...await findInDeals(sql, look)];
  return { changed: await sql.begin((tx) => settle(tx, accountScopeId, found)) };
}
