import type { Extraction } from "./extraction.ts";
import { BLOCKED_DAYS, blockerSeverity, wholeDays } from "./formulas.ts";
import type { FoundSignal } from "./found.ts";
import { countedConfidence } from "./kinds.ts";

interface Blocked {
  project_id: string;
  id: string;
  identifier: string;
  name: string;
  owner: string | null;
  since: Date;
}

const DAY_MS = 86_400_000;

/** Open issues that are blocked for days, as the feed of events keeps since when they are. */
export async function findBlocked(
  { sql, accountScopeId, projectIds, now }: Extraction,
): Promise<FoundSignal[]> {
  const rows = await sql<Blocked[]>`
    select i.project_id, i.id, i.identifier, i.title as name, u.name as owner, b.at as since
    from connector_event_states b
    join linear_issues i on i.connection_id = b.connection_id and i.id = b.source_id
    left join linear_users u on u.connection_id = i.connection_id
      and u.external_id = i.assignee_external_id
    where b.account_scope_id = ${accountScopeId} and b.aspect = 'blocked' and b.value = 'true'
      and b.at <= ${new Date(now - BLOCKED_DAYS.noticed * DAY_MS)}
      and i.project_id = any (${[...projectIds]}::uuid[]) and i.deleted_at is null
      and i.archived_at is null and i.completed_at is null and i.canceled_at is null
    order by i.project_id, i.id`;
  return rows.map(({ project_id, id, identifier, name, owner, since }) => ({
    ...{ project_id, kind: "blocker_age", cause: `issue:${id}` },
    severity: blockerSeverity(wholeDays(since.getTime(), now)),
    confidence: countedConfidence.blocker_age,
    facts: { count: 1, identifier, name, owner, since: since.toISOString() },
    evidence: [{ table: "linear_issues", id }],
    occurred_at: since.toISOString(),
  }));
}
