import type { TransactionSql } from "../../platform/mod.ts";
import type { TombstoneReason } from "../tombstones.ts";
import type { WriteScope } from "../write_scope.ts";
import { isEvidenced, settleEvidence } from "./evidence.ts";
import { follow, isParent } from "./follow.ts";
import type { ListName } from "./queries.ts";
import { linearStreams } from "./streams.ts";

/** Marks rows as gone, with what hangs on them, and drops their evidence. Returns how many. */
export async function bury(
  tx: TransactionSql,
  { connectionId, seenAt }: WriteScope,
  stream: ListName,
  ids: readonly string[],
  reason: TombstoneReason,
): Promise<number> {
  if (ids.length === 0) return 0;
  const { table } = linearStreams[stream];
  const gone = await tx<{ external_id: string }[]>`
    update ${tx(table)} set deleted_at = ${seenAt}, deleted_reason = ${reason}
    where connection_id = ${connectionId} and deleted_at is null and external_id = any (${[...ids]})
    returning external_id`;
  const buried = gone.map((row) => row.external_id);
  if (isEvidenced(table)) await settleEvidence(tx, connectionId, table, buried);
  if (isParent(table)) {
    const fated = buried.map((external_id) => ({
      ...{ external_id, was_at: null, was_reason: null, at: seenAt, reason },
    }));
    await follow(tx, connectionId, table, { moved: [], fated });
  }
  return buried.length;
}
