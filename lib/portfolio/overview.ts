import type { Sql } from "../platform/mod.ts";
import { type DayMessages, messagesPerDay } from "./activity.ts";
import { counts } from "./counts.ts";
import { type Figure, noFigure } from "./figure.ts";
import type { ProjectScope, Range } from "./range.ts";
import { type DayResponses, responseTimes } from "./responses.ts";
import { completeness, type SourceTrust, sourceTrust } from "./sources.ts";

/** Everything the dashboard shows, counted at one moment. */
export interface Overview {
  /** ISO time. */
  as_of: string;
  projects: Figure;
  messages_7d: Figure;
  conversations: Figure;
  open_conversations: number | null;
  unassigned_conversations: number;
  /** Median minutes until the team answers a waiting client, over the range. */
  median_response_minutes: Figure;
  /** Percent over all sources, weighted by max(1, rows of the source). */
  completeness: Figure;
  messages_per_day: DayMessages[];
  responses_per_day: DayResponses[];
  sources: SourceTrust[];
}

/** Counts everything the dashboard shows. Figures without any synced source are null, not 0. */
export async function countOverview(
  sql: Sql,
  scope: ProjectScope,
  range: Range,
): Promise<Overview> {
  const [counted, messages, responses, complete, sources] = await Promise.all([
    counts(sql, scope, range),
    messagesPerDay(sql, scope, range),
    responseTimes(sql, scope, range),
    completeness(sql, scope.accountScopeId, range),
    sourceTrust(sql, scope.accountScopeId),
  ]);
  // rows can be there before the first sync has ended: they are counted as they come
  const counting = sources.some((source) => source.last_synced_at !== null) ||
    counted.conversations.value! > 0;
  return {
    as_of: new Date(range.now).toISOString(),
    projects: counted.projects,
    messages_7d: counting ? counted.messages_7d : noFigure,
    conversations: counting ? counted.conversations : noFigure,
    open_conversations: counting ? counted.open_conversations : null,
    unassigned_conversations: counted.unassigned_conversations,
    median_response_minutes: responses.median,
    completeness: complete,
    messages_per_day: messages,
    responses_per_day: responses.per_day,
    sources,
  };
}
