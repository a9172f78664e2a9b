import type { Sql } from "../platform/mod.ts";
import type { Figure } from "./figure.ts";
import { DAY_MS, momentsOf, openEnded, type Range } from "./range.ts";

/** How a source of figures stands. */
export interface SourceTrust {
  connection_id: string;
  connector: string;
  status: "new" | "ok" | "syncing" | "needs_attention" | "paused";
  code: string | null;
  message: string | null;
  fix: string | null;
  /** ISO time by the vendor's clock; null before the first sync. */
  last_synced_at: string | null;
  completeness_pct: number | null;
  open_errors: number;
}

/** How each of a scope's sources stands, with its newest reconciliation. */
export async function sourceTrust(sql: Sql, accountScopeId: string): Promise<SourceTrust[]> {
  const rows = await sql<
    (Omit<SourceTrust, "last_synced_at"> & { last_synced_at: Date | null })[]
  >`
    select c.id as connection_id, c.connector, c.status, c.status_detail ->> 'code' as code,
      c.status_detail ->> 'message' as message, c.status_detail ->> 'fix' as fix, c.last_synced_at,
      r.completeness_pct::float8,
      (select count(*)::int from error_queue q
        where q.connection_id = c.id and q.status in ('waiting', 'dead_letter')) as open_errors
    from connections c
    left join lateral (
      select completeness_pct from reconciliation_runs r where r.connection_id = c.id
      order by at desc limit 1
    ) r on true
    where c.account_scope_id = ${accountScopeId} order by c.created_at, c.id`;
  return rows.map((row) => ({ ...row, last_synced_at: row.last_synced_at?.toISOString() ?? null }));
}

/**
 * Completeness over all sources that had been compared by each moment: percent, weighted by
 * max(1, rows of the source). Null where none had been.
 */
export async function completeness(
  sql: Sql,
  accountScopeId: string,
  range: Pick<Range, "days" | "now">,
): Promise<Figure> {
  const moments = openEnded([range.now - range.days * DAY_MS, ...momentsOf(range)]);
  const rows = await sql<{ pct: number | null }[]>`
    select (sum(r.completeness_pct * r.weight) / sum(r.weight))::float8 as pct
    from unnest(${moments}::text[]::timestamptz[]) with ordinality as p (at, position)
    left join lateral (
      select distinct on (s.connection_id) s.completeness_pct, greatest(1, s.total) as weight
      from reconciliation_runs s
      where s.account_scope_id = ${accountScopeId} and s.at <= p.at
      order by s.connection_id, s.at desc
    ) r on true
    group by p.position order by p.position`;
  const [previous, ...trend] = rows.map(({ pct }) => pct);
  return { value: trend.at(-1) ?? null, previous: previous ?? null, trend };
}
