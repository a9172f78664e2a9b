import type { Sql } from "../../platform/mod.ts";
import type { ProjectScope } from "../range.ts";
import { type DrillName, type DrillPeriod, DRILLS } from "./figures.ts";

/** A row that a figure was counted from. */
export interface DrillRow {
  id: string;
  /** Null where the row is the whole scope's. */
  project_id: string | null;
  title: string;
  detail: string | null;
  /** What the row adds to a sum or a mean; null where rows are counted. */
  value: number | null;
  at: Date | null;
  /** Page of the row: here, or at the vendor. */
  url: string | null;
  /** What orders the rows, the greatest first. */
  rank: number;
}

/** Where a row stands in the list. */
export interface DrillPlace {
  rank: number;
  id: string;
}

/** All rows of a figure in numbers; sum and mean are null where rows have no value. */
export interface DrillTotal {
  count: number;
  sum: number | null;
  mean: number | null;
}

/** The rows behind a figure, in its own order. */
export async function listDrillRows(
  sql: Sql,
  scope: ProjectScope,
  name: DrillName,
  period: DrillPeriod,
  { limit, after, offset = 0 }: { limit: number; after?: DrillPlace; offset?: number },
): Promise<DrillRow[]> {
  return await sql<DrillRow[]>`
    select * from (${DRILLS[name]({ sql, ...scope, ...period })}) r
    ${
    after === undefined
      ? sql``
      : sql`where (r.rank, r.id) < (${after.rank}::float8, ${after.id}::uuid)`
  }
    order by r.rank desc, r.id desc limit ${limit} offset ${offset}`;
}

/** What the rows behind a figure come to. */
export async function totalDrillRows(
  sql: Sql,
  scope: ProjectScope,
  name: DrillName,
  period: DrillPeriod,
): Promise<DrillTotal> {
  const [row] = await sql<DrillTotal[]>`
    select count(*)::int as count, sum(r.value) as sum, avg(r.value) as mean
    from (${DRILLS[name]({ sql, ...scope, ...period })}) r`;
  return row!;
}
