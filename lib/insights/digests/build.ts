import type { Clock, Sql } from "../../platform/mod.ts";
import { collectDigests, isQuiet } from "./collect.ts";
import type { DigestKind } from "./digest.ts";
import { lastPeriod } from "./period.ts";

/** How digests are to be built. */
export interface BuildOrder {
  accountScopeId: string;
  kind: DigestKind;
  /** Replaces those that are there, when the rows say something else by now. */
  again?: boolean;
}

/** What became of it. */
export type Built =
  /** How many digests were written. */
  | { outcome: "built"; written: number; timeZone: string }
  /** No source has been read to its end yet, or clients are being set up: half a digest would stay for good. */
  | { outcome: "too_early"; timeZone: string };

/** Minutes after the last client was made or bound: whoever sets up makes several. */
const SETTLED_MINUTES = 2;

async function settled(sql: Sql, accountScopeId: string): Promise<boolean> {
  const [row] = await sql<{ settled: boolean }[]>`
    with made as (
      select created_at from projects where account_scope_id = ${accountScopeId} and kind = 'client'
      union all
      select created_at from bindings where account_scope_id = ${accountScopeId}
    )
    select exists (select from connections
        where account_scope_id = ${accountScopeId} and last_synced_at is not null)
      and not exists (select from made where created_at > now() - make_interval(mins => ${SETTLED_MINUTES}))
      as settled`;
  return row!.settled;
}

/**
 * Builds the digests of the last whole day or week of a scope: of all clients together, and of each in
 * which something happened. Those that are there stay, unless they are to be built again.
 */
export async function buildDigests(
  { sql, clock }: { sql: Sql; clock: Clock },
  { accountScopeId, kind, again = false }: BuildOrder,
): Promise<Built> {
  const [scope] = await sql<{ time_zone: string }[]>`
    select time_zone from account_scopes where id = ${accountScopeId}`;
  const timeZone = scope?.time_zone ?? "UTC";
  const period = lastPeriod(kind, clock.now(), timeZone);
  const [known] = await sql`
    select 1 from digests where account_scope_id = ${accountScopeId} and project_id is null
      and kind = ${kind} and first_day = ${period.first_day}`;
  if (known !== undefined && !again) return { outcome: "built", written: 0, timeZone };
  if (!again && !await settled(sql, accountScopeId)) return { outcome: "too_early", timeZone };
  const contents = await collectDigests(sql, { accountScopeId, timeZone, ...period });
  const rows = [...contents].filter(([project, content]) => project === null || !isQuiet(content))
    .map(([project_id, content]) => ({ project_id, content }));
  const { count } = await sql`
    insert into digests as d (account_scope_id, project_id, kind, first_day, last_day, content)
    select ${accountScopeId}, r.project_id, ${kind}, ${period.first_day}, ${period.last_day}, r.content
    from jsonb_to_recordset(${sql.json(rows as never)}) as r (project_id uuid, content jsonb)
    on conflict (account_scope_id, project_id, kind, first_day) do update
      set content = excluded.content, last_day = excluded.last_day, created_at = now()
      where ${again} and d.content is distinct from excluded.content`;
  return { outcome: "built", written: count, timeZone };
}
