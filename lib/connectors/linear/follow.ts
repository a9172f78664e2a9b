import type { TransactionSql } from "../../platform/mod.ts";
import { settleEvidence } from "./evidence.ts";
import type { Fate, PlacedRows } from "./write_placed.ts";

/** Tables of rows that hang on others, with the column that names the other row. */
const hangingOn = {
  linear_issues: [["linear_comments", "issue_external_id"], [
    "linear_attachments",
    "issue_external_id",
  ]],
  linear_projects: [["linear_project_updates", "linear_project_external_id"]],
  linear_project_updates: [["linear_comments", "project_update_external_id"]],
} as const;

/** A table with rows that others hang on. */
export type ParentTable = keyof typeof hangingOn;

/** Whether others hang on a table's rows. */
export function isParent(table: string): table is ParentTable {
  return table in hangingOn;
}

/** Gives rows that hang on others the others' new fate; those with a fate of their own keep it. */
async function followFates(
  tx: TransactionSql,
  connectionId: string,
  parent: ParentTable,
  fated: readonly Fate[],
): Promise<void> {
  if (fated.length === 0) return;
  for (const [table, column] of hangingOn[parent]) {
    const followed = await tx<Fate[]>`
      update ${tx(table)} c set deleted_at = f.at, deleted_reason = f.reason
      from jsonb_to_recordset(${
      tx.json(fated as never)
    }) as f (external_id text, was_at timestamptz,
        was_reason text, at timestamptz, reason text)
      where c.connection_id = ${connectionId} and c.${tx(column)} = f.external_id
        and c.deleted_at is not distinct from f.was_at
        and c.deleted_reason is not distinct from f.was_reason
      returning c.external_id, f.was_at::text, f.was_reason, f.at::text, f.reason`;
    if (table === "linear_attachments") continue;
    await settleEvidence(tx, connectionId, table, followed.map((row) => row.external_id));
    if (isParent(table)) await followFates(tx, connectionId, table, [...followed]);
  }
}

/** Brings the evidence of what hangs on rows into the project they moved to. */
async function followMoves(
  tx: TransactionSql,
  connectionId: string,
  parent: ParentTable,
  moved: readonly string[],
): Promise<void> {
  if (moved.length === 0) return;
  for (const [table, column] of hangingOn[parent]) {
    if (table === "linear_attachments") continue;
    const rows = await tx<{ external_id: string }[]>`
      select external_id from ${tx(table)}
      where connection_id = ${connectionId} and ${tx(column)} = any (${[...moved]})`;
    const ids = rows.map((row) => row.external_id);
    await settleEvidence(tx, connectionId, table, ids);
    if (isParent(table)) await followMoves(tx, connectionId, table, ids);
  }
}

/** Lets what hangs on rows follow them: into another project, into the trash, out of it. */
export async function follow(
  tx: TransactionSql,
  connectionId: string,
  parent: ParentTable,
  { moved, fated }: Pick<PlacedRows, "moved" | "fated">,
): Promise<void> {
  await followFates(tx, connectionId, parent, fated);
  await followMoves(tx, connectionId, parent, moved);
}
