import type { Sql } from "../platform/mod.ts";
import {
  type DayMessages,
  type DayResponses,
  messagesPerDay,
  repliesBetween,
  responsesPerDay,
} from "./activity.ts";
import type { ProjectScope, Range } from "./range.ts";

/** A figure with the one of the period before; null where there is nothing to count from. */
export interface Figure {
  value: number | null;
  previous: number | null;
}

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

/** Everything the dashboard shows, counted at one moment. */
export interface Overview {
  /** ISO time. */
  as_of: string;
  projects: number;
  messages_7d: Figure;
  conversations: Figure;
  open_conversations: number | null;
  unassigned_conversations: number;
  /** Median minutes until the team answers a waiting client, over the range. */
  median_response_minutes: Figure;
  /** Percent over all sources, weighted by max(1, rows of the source). */
  completeness_pct: number | null;
  messages_per_day: DayMessages[];
  responses_per_day: DayResponses[];
  /** New conversations a day, in step with `messages_per_day`. */
  conversations_per_day: number[];
  sources: SourceTrust[];
}

const DAY = 86_400_000;

interface Counts {
  messages: number;
  messages_before: number;
  conversations: number;
  conversations_before: number;
  open: number;
  unassigned: number;
  projects: number;
}

async function counts(sql: Sql, scope: ProjectScope, range: Range): Promise<Counts> {
  const week = new Date(range.now - 7 * DAY);
  const weekBefore = new Date(range.now - 14 * DAY);
  const begin = new Date(range.now - range.days * DAY);
  const [row] = await sql<Counts[]>`
    select m.*, c.*,
      (select count(*)::int from projects where account_scope_id = ${scope.accountScopeId}
        and id = any (${scope.projectIds}) and kind = 'client' and archived_at is null) as projects
    from (
      select count(*) filter (where vendor_created_at >= ${week})::int as messages,
        count(*) filter (where vendor_created_at < ${week})::int as messages_before
      from chatwoot_messages
      where project_id = any (${scope.projectIds}) and deleted_at is null and not private
        and direction in ('incoming', 'outgoing') and vendor_created_at >= ${weekBefore}
    ) m, (
      select count(*)::int as conversations,
        count(*) filter (where vendor_created_at < ${begin})::int as conversations_before,
        count(*) filter (where c.status = 'open')::int as open,
        count(*) filter (where p.kind = 'unassigned')::int as unassigned
      from chatwoot_conversations c join projects p on p.id = c.project_id
      where c.project_id = any (${scope.projectIds}) and c.deleted_at is null
    ) c`;
  if (row === undefined) throw new Error("counting gave no row");
  return row;
}

async function medianResponse(
  sql: Sql,
  scope: ProjectScope,
  from: number,
  to: number,
): Promise<number | null> {
  const [row] = await sql<{ median: number | null }[]>`
    select percentile_cont(0.5) within group (order by minutes) as median
    from (${repliesBetween(sql, scope, new Date(from), new Date(to))}) r`;
  return row?.median ?? null;
}

async function conversationsPerDay(
  sql: Sql,
  scope: ProjectScope,
  range: Range,
  days: string[],
): Promise<number[]> {
  const rows = await sql<{ count: number }[]>`
    select count(c.external_id)::int as count
    from unnest(${days}::text[]) with ordinality as d (day, position)
    left join chatwoot_conversations c on c.project_id = any (${scope.projectIds}) and c.deleted_at is null
      and c.vendor_created_at >= d.day::date::timestamp at time zone ${range.timeZone}
      and c.vendor_created_at < (d.day::date + 1)::timestamp at time zone ${range.timeZone}
    group by d.day, d.position order by d.position`;
  return rows.map((row) => row.count);
}

/** How each of a scope's sources stands, with its newest reconciliation. */
export async function sourceTrust(
  sql: Sql,
  accountScopeId: string,
): Promise<(SourceTrust & { total: number })[]> {
  const rows = await sql<
    (Omit<SourceTrust, "last_synced_at"> & { last_synced_at: Date | null; total: number })[]
  >`
    select c.id as connection_id, c.connector, c.status, c.status_detail ->> 'code' as code,
      c.status_detail ->> 'message' as message, c.status_detail ->> 'fix' as fix, c.last_synced_at,
      r.completeness_pct::float8, coalesce(r.total, 0)::int as total,
      (select count(*)::int from error_queue q
        where q.connection_id = c.id and q.status in ('waiting', 'dead_letter')) as open_errors
    from connections c
    left join lateral (
      select completeness_pct, total from reconciliation_runs r where r.connection_id = c.id order by at desc limit 1
    ) r on true
    where c.account_scope_id = ${accountScopeId} order by c.created_at, c.id`;
  return rows.map((row) => ({ ...row, last_synced_at: row.last_synced_at?.toISOString() ?? null }));
}

/** Completeness over all sources that were ever compared, weighted by max(1, rows of the source). */
export function weightedCompleteness(
  sources: { completeness_pct: number | null; total: number }[],
): number | null {
  const known = sources.filter((source) => source.completeness_pct !== null);
  const weight = known.reduce((sum, source) => sum + Math.max(1, source.total), 0);
  if (weight === 0) return null;
  return known.reduce(
    (sum, source) => sum + source.completeness_pct! * Math.max(1, source.total),
    0,
  ) / weight;
}

/** Counts everything the dashboard shows. Figures without any synced source are null, not 0. */
export async function countOverview(
  sql: Sql,
  scope: ProjectScope,
  range: Range,
): Promise<Overview> {
  const span = range.days * DAY;
  const [counted, messages, responses, median, medianBefore, sources] = await Promise.all([
    counts(sql, scope, range),
    messagesPerDay(sql, scope, range),
    responsesPerDay(sql, scope, range),
    medianResponse(sql, scope, range.now - span, range.now),
    medianResponse(sql, scope, range.now - 2 * span, range.now - span),
    sourceTrust(sql, scope.accountScopeId),
  ]);
  const synced = sources.some((source) => source.last_synced_at !== null) ||
    counted.conversations > 0;
  const figure = (value: number, previous: number): Figure =>
    synced ? { value, previous } : { value: null, previous: null };
  return {
    as_of: new Date(range.now).toISOString(),
    projects: counted.projects,
    messages_7d: figure(counted.messages, counted.messages_before),
    conversations: figure(counted.conversations, counted.conversations_before),
    open_conversations: synced ? counted.open : null,
    unassigned_conversations: counted.unassigned,
    median_response_minutes: { value: median, previous: medianBefore },
    completeness_pct: weightedCompleteness(sources),
    messages_per_day: messages,
    responses_per_day: responses,
    conversations_per_day: await conversationsPerDay(
      sql,
      scope,
      range,
      messages.map((day) => day.day),
    ),
    sources: sources.map(({ total: _total, ...source }) => source),
  };
}
