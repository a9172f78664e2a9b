import type { TransactionSql } from "../../../platform/mod.ts";
import type { Collecting, EventSource } from "../collecting.ts";
import { recordChanges } from "../record_changes.ts";
import { namesBlocked } from "../text/detect.ts";
import { writeEvents } from "../write_events.ts";

const issues: EventSource = { table: "linear_issues", connector: "linear", revocable: [] };
const projects: EventSource = { table: "linear_projects", connector: "linear", revocable: [] };

/** Ids of the workflow states and labels that mean blocked work. */
async function blockedBy(tx: TransactionSql, { accountScopeId }: Collecting): Promise<string[]> {
  const named = await tx<{ external_id: string; name: string }[]>`
    select external_id, name from linear_workflow_states where account_scope_id = ${accountScopeId}
    union all
    select external_id, name from linear_labels where account_scope_id = ${accountScopeId}`;
  return named.filter(({ name }) => namesBlocked(name)).map((row) => row.external_id);
}

/**
 * Tells of issues: created once, started and completed at Linear's own times, blocked and unblocked
 * when that changes. An issue is blocked while its state or a label says so and it is not closed;
 * while a name is not known yet, nothing is concluded.
 */
export async function collectIssues(
  tx: TransactionSql,
  context: Collecting,
  ids: readonly string[],
): Promise<number> {
  const here = tx`i.id = any (${[...ids]})`;
  const facts = await writeEvents(tx, context, issues, {
    ids,
    rows: tx`
      select i.id as source_id, i.project_id, i.deleted_at is not null as gone,
        i.title as snippet
      from linear_issues i where ${here}`,
    facts: tx`
      select i.project_id, i.connection_id, i.id as source_id, k.kind, k.at as occurred_at, k.repetition,
        case when k.kind = 'issue_created' then i.creator_name end as author, i.title as snippet, i.url,
        jsonb_build_object('identifier', i.identifier)
          || case when k.kind = 'issue_created' then '{}' else '{"stage": "issue"}'::jsonb end as data
      from linear_issues i cross join lateral (values
        ('issue_created', i.vendor_created_at, null),
        ('stage_started', i.started_at, extract(epoch from i.started_at)::text),
        ('stage_completed', i.completed_at, extract(epoch from i.completed_at)::text)
      ) as k (kind, at, repetition)
      where ${here} and i.deleted_at is null and k.at is not null`,
  });
  const blocked = await blockedBy(tx, context);
  const changes = await recordChanges(tx, context, issues, {
    aspect: "blocked",
    values: tx`
      select i.id as source_id, i.connection_id, i.project_id,
        to_jsonb((i.state_external_id = any (${blocked}) or i.label_external_ids && ${blocked})
          and i.completed_at is null and i.canceled_at is null) as value,
        i.vendor_updated_at as at, i.seen_at, null as author, i.title as snippet, i.url, i.identifier
      from linear_issues i
      where ${here} and i.deleted_at is null
        and exists (select from linear_workflow_states s
          where s.connection_id = i.connection_id and s.external_id = i.state_external_id)
        and not exists (select from unnest(i.label_external_ids) as label
          where not exists (select from linear_labels l
            where l.connection_id = i.connection_id and l.external_id = label))`,
    kind: tx`case when c.value = 'true' then 'issue_blocked' else 'issue_unblocked' end`,
    data: tx`jsonb_build_object('identifier', c.identifier)`,
  });
  return facts + changes;
}

/** Tells when Linear's projects were started and completed, at Linear's own times. */
export async function collectProjects(
  tx: TransactionSql,
  context: Collecting,
  ids: readonly string[],
): Promise<number> {
  const here = tx`p.id = any (${[...ids]})`;
  return await writeEvents(tx, context, projects, {
    ids,
    rows: tx`
      select p.id as source_id, p.project_id, p.deleted_at is not null as gone,
        p.name as snippet
      from linear_projects p where ${here}`,
    facts: tx`
      select p.project_id, p.connection_id, p.id as source_id, k.kind, k.at as occurred_at,
        extract(epoch from k.at)::text as repetition, null as author, p.name as snippet, p.url,
        '{"stage": "project"}'::jsonb as data
      from linear_projects p cross join lateral (values
        ('stage_started', p.started_at), ('stage_completed', p.completed_at)) as k (kind, at)
      where ${here} and p.deleted_at is null and k.at is not null`,
  });
}
