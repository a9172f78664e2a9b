import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import { readdress, renameAuthors, settleEvidence } from "./evidence.ts";
import { anyBinding, placeHanging, placeRecords, placeRows } from "./places.ts";
import type { AttioRow, EntryRow } from "./rows.ts";
import { isRecords, type RecordsName, type StreamName } from "./streams.ts";
import { writeRows } from "./write_rows.ts";

async function writeRecords(
  tx: TransactionSql,
  scope: WriteScope,
  stream: RecordsName,
  rows: readonly AttioRow[],
): Promise<number> {
  const { connectionId } = scope;
  const { written, fresh } = await writeRows(tx, scope, stream, rows);
  if (written.length === 0) return 0;
  if (await anyBinding(tx, connectionId)) {
    if (stream === "companies") await placeRecords(tx, scope, written);
    else await placeHanging(tx, scope, await placeRows(tx, scope, stream, written));
  }
  if (stream === "deals") await settleEvidence(tx, connectionId, "attio_deals", written, fresh);
  await readdress(tx, connectionId, written);
  return written.length;
}

async function writeEntries(
  tx: TransactionSql,
  scope: WriteScope,
  rows: readonly EntryRow[],
): Promise<number> {
  const { written } = await writeRows(tx, scope, "entries", rows);
  if (written.length === 0 || !await anyBinding(tx, scope.connectionId)) return written.length;
  await placeRows(tx, scope, "entries", written);
  const changed = new Set(written);
  await placeRecords(
    tx,
    scope,
    rows.filter((row) => changed.has(row.external_id)).map((row) => row.parent_record_external_id),
  );
  return written.length;
}

/**
 * Makes or changes rows of a stream with their evidence, each in the project its bindings say, and
 * lets what follows them follow. Returns how many rows of the stream were made or changed.
 */
export async function writeStream(
  tx: TransactionSql,
  scope: WriteScope,
  stream: StreamName,
  rows: readonly AttioRow[],
): Promise<number> {
  if (isRecords(stream)) return await writeRecords(tx, scope, stream, rows);
  if (stream === "entries") return await writeEntries(tx, scope, rows as readonly EntryRow[]);
  const { written, fresh } = await writeRows(tx, scope, stream, rows);
  const { connectionId } = scope;
  if (stream === "workspace_members") await renameAuthors(tx, connectionId, written);
  if (stream === "notes" || stream === "tasks") {
    if (written.length > 0 && await anyBinding(tx, connectionId)) {
      await placeRows(tx, scope, stream, written);
    }
    await settleEvidence(tx, connectionId, `attio_${stream}`, written, fresh);
  }
  return written.length;
}
