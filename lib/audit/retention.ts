import { maintainPartitions, type PartitionChanges, type Sql } from "../platform/mod.ts";
import { recordAudit } from "./audit.ts";

/** A partitioned table and how long its rows are kept. */
export interface KeptTable {
  table: string;
  /** Whole months kept besides the current one. */
  keepMonths: number;
}

/**
 * Makes the month partitions of append-only tables ahead and drops those older than they are kept;
 * what was dropped is recorded with it. Returns what was done, by table.
 */
export async function keepTables(
  sql: Sql,
  accountScopeId: string,
  tables: readonly KeptTable[],
  now: Date,
): Promise<Record<string, PartitionChanges>> {
  const changes: Record<string, PartitionChanges> = {};
  for (const { table, keepMonths } of tables) {
    changes[table] = await sql.begin(async (tx) => {
      const done = await maintainPartitions(tx, table, { now, keepMonths });
      if (done.dropped.length > 0) {
        await recordAudit(tx, {
          accountScopeId,
          actor: "system",
          action: "partitions.dropped",
          entity: "table",
          entityId: table,
          after: { keep_months: keepMonths, dropped: done.dropped },
        });
      }
      return done;
    });
  }
  return changes;
}
