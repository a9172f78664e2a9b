import type { Sql } from "../platform/mod.ts";
import { type DayMessages, messagesPerDay } from "./activity.ts";
import { type Attention, worstClients } from "./attention.ts";
import { type ClientRow, readClients } from "./clients.ts";
import { counts } from "./counts.ts";
import { healthCourse, riskCourse } from "./courses.ts";
import { type Figure, noFigure } from "./figure.ts";
import type { ProjectScope, Range } from "./range.ts";
import { type DayResponses, responseTimes } from "./responses.ts";
import { completeness, type SourceTrust, sourceTrust } from "./sources.ts";

/** Everything the dashboard shows above its charts, counted at one moment. */
export interface Overview {
  /** ISO time. */
  as_of: string;
  /** ISO time: what is counted a project is as of the view's last refresh; null before the first. */
  refreshed_at: string | null;
  projects: Figure;
  messages_7d: Figure;
  conversations: Figure;
  open_conversations: number | null;
  unassigned_conversations: number;
  open_issues: Figure;
  overdue_issues: number | null;
  /** Worth of the open deals in `currency`. */
  expected_revenue: Figure;
  currency: string;
  open_deals: number;
  /** Open deals in other currencies, which are not in it. */
  deals_elsewhere: number;
  open_risks: Figure;
  /** Means over the client projects. */
  health: Figure;
  client_value: Figure;
  /** Median minutes until the team answers a waiting client, over the range. */
  median_response_minutes: Figure;
  /** Percent over all sources, weighted by max(1, rows of the source). */
  completeness: Figure;
  messages_per_day: DayMessages[];
  responses_per_day: DayResponses[];
  /** The client projects, the worst first. */
  clients: ClientRow[];
  /** Those that need somebody first. */
  attention: Attention[];
  sources: SourceTrust[];
}

/** The mean of what is known; null of nothing. */
function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** A figure without a course. */
function state(value: number | null): Figure {
  return { value, previous: null, trend: [] };
}

/** The figures of the clients, with who needs somebody and the course of their health. */
async function clientFigures(sql: Sql, scope: ProjectScope, range: Range) {
  const { clients, totals } = await readClients(sql, scope);
  const [health, attention] = await Promise.all([
    healthCourse(sql, scope, range, mean(clients.map((client) => client.health))),
    worstClients(sql, clients),
  ]);
  const value = mean(clients.map((client) => client.client_value));
  return { clients, totals, health, value, attention };
}

/** Counts everything the dashboard shows. Figures without any synced source are null, not 0. */
export async function countOverview(
  sql: Sql,
  scope: ProjectScope,
  range: Range,
): Promise<Overview> {
  const [counted, messages, responses, complete, sources, of, risks] = await Promise.all([
    counts(sql, scope, range),
    messagesPerDay(sql, scope, range),
    responseTimes(sql, scope, range),
    completeness(sql, scope.accountScopeId, range),
    sourceTrust(sql, scope.accountScopeId),
    clientFigures(sql, scope, range),
    riskCourse(sql, scope, range),
  ]);
  const { totals } = of;
  const synced = (connector: string) =>
    sources.some((source) => source.connector === connector && source.last_synced_at !== null);
  // rows can be there before the first sync has ended: they are counted as they come
  const counting = sources.some((source) => source.last_synced_at !== null) ||
    counted.conversations.value! > 0;
  const issues = synced("linear") || totals.open_issues > 0;
  const deals = synced("attio") || totals.open_deals > 0;
  return {
    as_of: new Date(range.now).toISOString(),
    refreshed_at: totals.refreshed_at,
    projects: counted.projects,
    messages_7d: counting ? counted.messages_7d : noFigure,
    conversations: counting ? counted.conversations : noFigure,
    open_conversations: counting ? counted.open_conversations : null,
    unassigned_conversations: counted.unassigned_conversations,
    open_issues: issues ? state(totals.open_issues) : noFigure,
    overdue_issues: issues ? totals.overdue_issues : null,
    expected_revenue: deals ? state(totals.expected_revenue) : noFigure,
    currency: totals.currency,
    open_deals: totals.open_deals,
    deals_elsewhere: totals.deals_elsewhere,
    open_risks: of.health.value === null ? noFigure : risks,
    health: of.health.value === null ? noFigure : of.health,
    client_value: of.value === null ? noFigure : state(of.value),
    median_response_minutes: responses.median,
    completeness: complete,
    messages_per_day: messages,
    responses_per_day: responses.per_day,
    clients: of.clients,
    attention: of.attention,
    sources,
  };
}
