import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import type { PackedRows } from "./columns.ts";
import { follow } from "./follow.ts";
import type { AttachmentRow, CommentRow, ProjectUpdateRow } from "./rows.ts";
import { writePlaced } from "./write_placed.ts";

/** Makes or changes comments with their evidence, where their issue or project update is. */
export async function writeComments(
  tx: TransactionSql,
  scope: WriteScope,
  rows: PackedRows<CommentRow>,
): Promise<number> {
  const placement = tx`
    select r.*, coalesce(i.project_id, u.project_id) as place,
      coalesce(i.deleted_at, u.deleted_at) as fate_at,
      coalesce(i.deleted_reason, u.deleted_reason) as fate_reason
    from incoming r
    left join linear_issues i on i.connection_id = ${scope.connectionId}
      and i.external_id = r.issue_external_id
    left join linear_project_updates u on u.connection_id = ${scope.connectionId}
      and u.external_id = r.project_update_external_id`;
  return (await writePlaced(tx, scope, "linear_comments", rows, placement)).written.length;
}

/** Makes or changes attachments, where their issue is. */
export async function writeAttachments(
  tx: TransactionSql,
  scope: WriteScope,
  rows: PackedRows<AttachmentRow>,
): Promise<number> {
  const placement = tx`
    select r.*, i.project_id as place, i.deleted_at as fate_at, i.deleted_reason as fate_reason
    from incoming r
    join linear_issues i on i.connection_id = ${scope.connectionId} and i.external_id = r.issue_external_id`;
  return (await writePlaced(tx, scope, "linear_attachments", rows, placement)).written.length;
}

/** Makes or changes updates of Linear projects with their evidence, where their project is. */
export async function writeProjectUpdates(
  tx: TransactionSql,
  scope: WriteScope,
  rows: PackedRows<ProjectUpdateRow>,
): Promise<number> {
  const placement = tx`
    select r.*, p.project_id as place, p.deleted_at as fate_at, p.deleted_reason as fate_reason
    from incoming r
    join linear_projects p on p.connection_id = ${scope.connectionId}
      and p.external_id = r.linear_project_external_id`;
  const placed = await writePlaced(tx, scope, "linear_project_updates", rows, placement);
  await follow(tx, scope.connectionId, "linear_project_updates", placed);
  return placed.written.length;
}
