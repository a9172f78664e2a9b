import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import type { PackedRows } from "./columns.ts";
import { follow } from "./follow.ts";
import { projectOf } from "./placement.ts";
import type { IssueRow, ProjectRow } from "./rows.ts";
import { writePlaced } from "./write_placed.ts";

/**
 * Makes or changes issues with their evidence, each in the project its bindings say; comments and
 * attachments follow. Returns how many were made or changed.
 */
export async function writeIssues(
  tx: TransactionSql,
  scope: WriteScope,
  rows: PackedRows<IssueRow>,
): Promise<number> {
  // bindings are looked up once for each pair of Linear project and team, not for each issue
  const placement = tx`
    with places as materialized (
      select d.project, d.team, ${
    projectOf(tx, scope, tx`nullif(d.project, '')`, tx`array[d.team]`)
  } as project_id
      from (select distinct coalesce(linear_project_external_id, '') as project, team_external_id as team
        from incoming) d
    )
    select r.*, p.project_id as place, r.deleted_at as fate_at, r.deleted_reason as fate_reason
    from incoming r join places p
      on p.team = r.team_external_id and p.project = coalesce(r.linear_project_external_id, '')`;
  const placed = await writePlaced(tx, scope, "linear_issues", rows, placement);
  await follow(tx, scope.connectionId, "linear_issues", placed);
  return placed.written.length;
}

/** Makes or changes Linear projects, each in the project its bindings say; updates follow. */
export async function writeProjects(
  tx: TransactionSql,
  scope: WriteScope,
  rows: PackedRows<ProjectRow>,
): Promise<number> {
  const place = projectOf(tx, scope, tx`r.external_id`, tx`r.team_external_ids`);
  const placement = tx`
    select r.*, ${place} as place, r.deleted_at as fate_at, r.deleted_reason as fate_reason
    from incoming r`;
  const placed = await writePlaced(tx, scope, "linear_projects", rows, placement);
  await follow(tx, scope.connectionId, "linear_projects", placed);
  return placed.written.length;
}
