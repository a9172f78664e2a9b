import type { Sql } from "../platform/mod.ts";
import type { ProjectScope } from "./range.ts";

/** A client project with its figures, as of the view's last refresh. */
export interface ClientRow {
  project_id: string;
  name: string;
  slug: string;
  pinned: boolean;
  messages_7d: number;
  conversations: number;
  open_conversations: number;
  /** ISO time of the newest activity in a conversation; null without any. */
  last_activity_at: string | null;
  open_issues: number;
  overdue_issues: number;
  blocked_issues: number;
  open_deals: number;
  /** Worth of the open deals in the scope's currency. */
  expected_revenue: number;
  /** Open deals in other currencies, which are not in it. */
  deals_elsewhere: number;
  open_risks: number;
  risk_severity: number | null;
  open_signals: number;
  signal_severity: number | null;
  upsell_score: number | null;
  /** 0 to 100; null before the first scoring. */
  health: number | null;
  trust: number | null;
  client_value: number | null;
  /** Percent that may be taken off without an approval. */
  discount_ceiling: number | null;
  completeness_pct: number | null;
  /** ISO time: the oldest of its sources' last syncs. */
  synced_at: string | null;
}

/** Sums over all projects that were asked for, the unassigned one included. */
export interface Totals {
  open_issues: number;
  overdue_issues: number;
  open_deals: number;
  expected_revenue: number;
  deals_elsewhere: number;
  /** ISO 4217, the scope's. */
  currency: string;
  /** ISO time of the view's last refresh; null while no project is in it. */
  refreshed_at: string | null;
}

interface Row extends Omit<ClientRow, "last_activity_at" | "synced_at"> {
  kind: "client" | "unassigned";
  last_activity_at: Date | null;
  synced_at: Date | null;
  currency: string;
  as_of: Date | null;
}

/**
 * The client projects, the worst first, and the sums over all. A project that is newer than the view
 * has no rows yet and is there with zeros.
 */
export async function readClients(
  sql: Sql,
  scope: ProjectScope,
): Promise<{ clients: ClientRow[]; totals: Totals }> {
  const [[own], rows] = await Promise.all([
    sql<{ currency: string }[]>`
      select currency from account_scopes where id = ${scope.accountScopeId}`,
    sql<Row[]>`
      select p.id as project_id, p.kind, p.name, p.slug, p.pinned_at is not null as pinned,
        coalesce(v.messages_7d, 0) as messages_7d, coalesce(v.conversations, 0) as conversations,
        coalesce(v.open_conversations, 0) as open_conversations, v.last_activity_at,
        coalesce(v.open_issues, 0) as open_issues, coalesce(v.overdue_issues, 0) as overdue_issues,
        coalesce(v.blocked_issues, 0) as blocked_issues, coalesce(v.open_deals, 0) as open_deals,
        coalesce(v.expected_revenue, 0)::float8 as expected_revenue,
        coalesce(v.deals_elsewhere, 0) as deals_elsewhere,
        coalesce(v.open_risks, 0) as open_risks, v.risk_severity,
        coalesce(v.open_signals, 0) as open_signals, v.signal_severity, v.upsell_score,
        v.health::float8 as health, v.trust::float8 as trust, v.client_value,
        discount_ceiling(v.client_value) as discount_ceiling,
        v.completeness_pct::float8 as completeness_pct, v.synced_at, v.as_of
      from projects p
      left join mv_portfolio_dashboard v on v.project_id = p.id
      where p.account_scope_id = ${scope.accountScopeId} and p.id = any (${scope.projectIds})
        and p.archived_at is null
      order by v.health nulls last, v.open_risks desc nulls last, p.name, p.id`,
  ]);
  const sum = (name: "open_issues" | "overdue_issues" | "open_deals" | "deals_elsewhere") =>
    rows.reduce((total, row) => total + row[name], 0);
  const refreshed = rows.find((row) => row.as_of !== null)?.as_of ?? null;
  return {
    clients: rows.filter((row) => row.kind === "client").map(
      ({ kind: _kind, as_of: _asOf, currency: _currency, ...row }) => ({
        ...row,
        last_activity_at: row.last_activity_at?.toISOString() ?? null,
        synced_at: row.synced_at?.toISOString() ?? null,
      }),
    ),
    totals: {
      open_issues: sum("open_issues"),
      overdue_issues: sum("overdue_issues"),
      open_deals: sum("open_deals"),
      deals_elsewhere: sum("deals_elsewhere"),
      expected_revenue: rows.reduce((total, row) => total + row.expected_revenue, 0),
      currency: own?.currency ?? "EUR",
      refreshed_at: refreshed?.toISOString() ?? null,
    },
  };
}
