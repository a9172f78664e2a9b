import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import type { PackedRows } from "./columns.ts";
import { settleEvidence } from "./evidence.ts";
import type { UserRow } from "./rows.ts";
import { linearStreams } from "./streams.ts";
import { writeRows } from "./write_rows.ts";

/** Rows that bear the name of the user who wrote them. */
const AUTHORED = [
  ["linear_issues", "creator"],
  ["linear_comments", "author"],
  ["linear_project_updates", "author"],
] as const;

/** Makes or changes users; rows they wrote bear their new names. Returns how many users. */
export async function writeUsers(
  tx: TransactionSql,
  scope: WriteScope,
  packed: PackedRows<UserRow>,
): Promise<number> {
  const written = await writeRows(tx, scope, linearStreams.users.table, packed);
  if (written === 0) return 0;
  const { connectionId } = scope;
  for (const [table, role] of AUTHORED) {
    const [id, name] = [tx(`${role}_external_id`), tx(`${role}_name`)];
    const renamed = await tx<{ external_id: string }[]>`
      update ${tx(table)} t set ${name} = u.name
      from linear_users u
      where t.connection_id = ${connectionId} and u.connection_id = ${connectionId}
        and u.external_id = t.${id} and t.${name} is distinct from u.name
        and u.external_id = any (${packed.rows.map((row) => row.external_id)})
      returning t.external_id`;
    await settleEvidence(tx, connectionId, table, renamed.map((row) => row.external_id));
  }
  return written;
}
