import type { BehindRef } from "../behind/rows_behind.ts";
import type { Extraction } from "./extraction.ts";
import { overdueSeverity } from "./formulas.ts";
import { type FoundSignal, keptRows, MOST_ROWS } from "./found.ts";
import { countedConfidence } from "./kinds.ts";

interface Overdue {
  project_id: string;
  /** Null: issues in no Linear project. */
  linear_project_id: string | null;
  name: string | null;
  owner: string | null;
  issues: number;
  /** Earliest date that has passed, `YYYY-MM-DD`. */
  since: string;
  /** Latest date that has passed. */
  newest: string;
  evidence: BehindRef[];
}

/**
 * Linear projects with open issues, or a target date of their own, that are overdue on the scope's
 * calendar. Issues in no Linear project count together.
 */
export async function findOverdue(
  { sql, projectIds, now, office }: Extraction,
): Promise<FoundSignal[]> {
  const today = office.dayOf(now);
  const rows = await sql<Overdue[]>`
    with due as materialized (
      select i.project_id, i.connection_id, i.linear_project_external_id as external_id,
        'linear_issues' as "table", i.id, i.due_date
      from linear_issues i
      where i.project_id = any (${[...projectIds]}::uuid[]) and i.due_date < ${today}::date
        and i.deleted_at is null and i.archived_at is null
        and i.completed_at is null and i.canceled_at is null
      union all
      select p.project_id, p.connection_id, p.external_id, 'linear_projects', p.id, p.target_date
      from linear_projects p
      where p.project_id = any (${[...projectIds]}::uuid[]) and p.target_date < ${today}::date
        and p.deleted_at is null and p.archived_at is null
        and p.completed_at is null and p.canceled_at is null
        and p.status_type not in ('completed', 'canceled')
    ), placed as (
      select d.project_id, p.id as linear_project_id, p.name, u.name as owner, d."table", d.id,
        d.due_date,
        row_number() over (partition by d.project_id, p.id order by d.due_date desc, d.id) as place
      from due d
      left join linear_projects p on p.connection_id = d.connection_id
        and p.external_id = d.external_id and p.deleted_at is null
      left join linear_users u on u.connection_id = p.connection_id
        and u.external_id = p.lead_external_id
    )
    select project_id, linear_project_id, name, owner,
      count(*) filter (where "table" = 'linear_issues')::int as issues,
      min(due_date)::text as since, max(due_date)::text as newest,
      jsonb_agg(jsonb_build_object('table', "table", 'id', id) order by place)
        filter (where place <= ${MOST_ROWS + 1}) as evidence
    from placed group by project_id, linear_project_id, name, owner
    order by project_id, linear_project_id`;
  return rows.map((row) => {
    const { project_id, linear_project_id, name, owner, issues, since } = row;
    const { evidence, counted } = keptRows(row.evidence);
    return {
      ...{ project_id, kind: "delivery_overdue" as const, evidence },
      cause: linear_project_id === null ? "project" : `linear_project:${linear_project_id}`,
      severity: overdueSeverity(issues),
      confidence: countedConfidence.delivery_overdue,
      facts: { ...counted, name, owner, issues, since },
      occurred_at: new Date(row.newest).toISOString(),
    };
  });
}
