import { type Health, listRisks, readHealth, type Risk } from "../insights/mod.ts";
import type { Sql } from "../platform/mod.ts";
import { type ClientRow, readClients } from "./clients.ts";
import type { ProjectScope } from "./range.ts";
import { type SourceTrust, sourceTrust } from "./sources.ts";
import { listThreads, type ThreadRow } from "./threads.ts";

/** An open risk; times are ISO, as all of what is kept. */
export interface TowerRisk
  extends Pick<Risk, "id" | "origin" | "kind" | "severity" | "facts" | "status"> {
  opened_at: string;
}

/** A recent conversation. */
export interface TowerThread extends Omit<ThreadRow, "last_activity_at"> {
  last_activity_at: string;
}

/** An open signal on the control tower. */
export interface TowerSignal {
  id: string;
  kind: string;
  severity: number;
  confidence: number;
  facts: Record<string, unknown>;
  /** ISO time. */
  occurred_at: string;
}

/** Something to do. */
export interface TowerAction {
  id: string;
  signal_id: string;
  action: string;
  priority: number;
  /** `YYYY-MM-DD`. */
  due_on: string;
  owner: string | null;
  contact: string | null;
  status: string;
}

/** An open issue that is late or waits for something. */
export interface TowerIssue {
  id: string;
  identifier: string;
  title: string;
  url: string;
  assignee: string | null;
  /** `YYYY-MM-DD`. */
  due_date: string | null;
  blocked: boolean;
  overdue: boolean;
}

/** An open deal. */
export interface TowerDeal {
  id: string;
  name: string | null;
  stage: string | null;
  value: number | null;
  currency: string | null;
  next_step: string | null;
  /** `YYYY-MM-DD`. */
  expected_close: string | null;
  url: string | null;
}

/** Everything about one project that a person looks at first. */
export interface ControlTower {
  /** ISO time. */
  as_of: string;
  /** ISO time of the view's last refresh; null while the project is newer than that. */
  refreshed_at: string | null;
  client: ClientRow;
  currency: string;
  /** Null before the first scoring. */
  health: Omit<Health, "changed_at"> & { changed_at: string } | null;
  signals: TowerSignal[];
  actions: TowerAction[];
  risks: TowerRisk[];
  /** Blocked and overdue issues. */
  issues: TowerIssue[];
  deals: TowerDeal[];
  threads: TowerThread[];
  /** The project's own sources; all of the scope while it is bound to none. */
  sources: SourceTrust[];
}

/** Rows of each list: what fits beside the others; the rest is a link away. */
const MOST = 8;

async function openSignals(sql: Sql, projectId: string): Promise<TowerSignal[]> {
  const rows = await sql<(Omit<TowerSignal, "occurred_at"> & { occurred_at: Date })[]>`
    select id, kind, severity, confidence::float8 as confidence, facts, occurred_at from signals
    where project_id = ${projectId} and resolved_at is null and status in ('proposed', 'accepted')
    order by severity desc, occurred_at desc, id limit ${MOST}`;
  return rows.map((row) => ({ ...row, occurred_at: row.occurred_at.toISOString() }));
}

async function nextActions(sql: Sql, projectId: string): Promise<TowerAction[]> {
  return await sql<TowerAction[]>`
    select a.id, a.signal_id, a.action, a.priority, a.due_on::text, a.owner,
      s.facts ->> 'contact' as contact, a.status
    from next_actions a join signals s on s.id = a.signal_id and s.resolved_at is null
    where a.project_id = ${projectId} and a.status in ('proposed', 'accepted')
    order by a.priority desc, a.action = 'escalate', a.due_on, a.id limit ${MOST}`;
}

async function troubledIssues(sql: Sql, projectId: string): Promise<TowerIssue[]> {
  return await sql<TowerIssue[]>`
    with today as (
      select (now() at time zone s.time_zone)::date as day
      from projects p join account_scopes s on s.id = p.account_scope_id where p.id = ${projectId}
    ), open as (
      select i.*, coalesce(i.due_date < today.day, false) as overdue, exists (
        select from connector_event_states e
        where e.source_id = i.id and e.aspect = 'blocked' and e.value = 'true'::jsonb) as blocked
      from linear_issues i, today
      where i.project_id = ${projectId} and i.deleted_at is null and i.archived_at is null
        and i.completed_at is null and i.canceled_at is null
    )
    select i.id, i.identifier, i.title, i.url, u.name as assignee, i.due_date::text, i.blocked, i.overdue
    from open i
    left join linear_users u on u.connection_id = i.connection_id
      and u.external_id = i.assignee_external_id
    where i.blocked or i.overdue
    order by i.blocked desc, i.due_date nulls last, i.identifier limit ${MOST}`;
}

async function openDeals(sql: Sql, projectId: string): Promise<TowerDeal[]> {
  return await sql<TowerDeal[]>`
    select id, name, stage, value::float8 as value, currency, next_step, expected_close::text, web_url as url
    from attio_deals
    where project_id = ${projectId} and deleted_at is null and deal_outcome(stage) = 'open'
    order by value desc nulls last, name limit ${MOST}`;
}

async function ownSources(
  sql: Sql,
  accountScopeId: string,
  projectId: string,
): Promise<SourceTrust[]> {
  const [all, bound] = await Promise.all([
    sourceTrust(sql, accountScopeId),
    sql<{ connection_id: string }[]>`
      select distinct connection_id from bindings where project_id = ${projectId}`,
  ]);
  const ids = new Set(bound.map(({ connection_id }) => connection_id));
  return ids.size === 0 ? all : all.filter(({ connection_id }) => ids.has(connection_id));
}

/** Reads a project's control tower; null when the scope has no such client project. */
export async function readControlTower(
  sql: Sql,
  accountScopeId: string,
  projectId: string,
  now: number,
): Promise<ControlTower | null> {
  const scope: ProjectScope = { accountScopeId, projectIds: [projectId] };
  const [of, health, signals, actions, risks, issues, deals, threads, sources] = await Promise.all([
    readClients(sql, scope),
    readHealth(sql, accountScopeId, projectId),
    openSignals(sql, projectId),
    nextActions(sql, projectId),
    listRisks(sql, accountScopeId, { projectIds: [projectId], status: "open" }, { limit: MOST }),
    troubledIssues(sql, projectId),
    openDeals(sql, projectId),
    listThreads(sql, scope, {}, { limit: MOST }),
    ownSources(sql, accountScopeId, projectId),
  ]);
  const [client] = of.clients;
  if (client === undefined) return null;
  return {
    as_of: new Date(now).toISOString(),
    refreshed_at: of.totals.refreshed_at,
    client,
    currency: of.totals.currency,
    health: health === null ? null : { ...health, changed_at: health.changed_at.toISOString() },
    signals,
    actions,
    risks: risks.map(({ id, origin, kind, severity, facts, status, opened_at }) => ({
      ...{ id, origin, kind, severity, facts, status },
      opened_at: opened_at.toISOString(),
    })),
    issues,
    deals,
    threads: threads.rows.map((row) => ({
      ...row,
      last_activity_at: row.last_activity_at.toISOString(),
    })),
    sources,
  };
}
