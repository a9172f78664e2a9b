import type { TransactionSql } from "postgres";

/** Months that partitions are made ahead, the current one not counted. */
const AHEAD = 3;

/** The first moment of a month in UTC, so many months before the one a time lies in. */
export function startOfMonth(at: Date, monthsBefore = 0): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - monthsBefore));
}

/** What maintaining a partitioned table did: names of partitions. */
export interface PartitionChanges {
  made: string[];
  dropped: string[];
}

/**
 * Makes the month partitions of the months that are kept and of those to come, and drops older ones.
 * Processes that do this at the same time wait for each other.
 *
 * @param table partitioned by one time
 * @param keepMonths whole months kept besides the current one
 */
export async function maintainPartitions(
  tx: TransactionSql,
  table: string,
  { now, keepMonths }: { now: Date; keepMonths: number },
): Promise<PartitionChanges> {
  const oldest = startOfMonth(now, keepMonths);
  // rather fail and be tried again than let readers and writers queue behind a wait
  await tx`set local lock_timeout = '10s'`;
  const made = await tx<{ name: string }[]>`
    select name from ensure_month_partitions(${table}, ${oldest}, ${
    keepMonths + 1 + AHEAD
  }) as name`;
  const dropped = await tx<{ name: string }[]>`
    select name from drop_month_partitions(${table}, ${oldest}) as name`;
  return { made: made.map(({ name }) => name), dropped: dropped.map(({ name }) => name) };
}
