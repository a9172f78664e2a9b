import type { Sql } from "../../platform/mod.ts";
import type { Asked } from "./asked.ts";
import { type FigureName, FIGURES } from "./figures.ts";

/** A row that a figure was counted from. */
export interface FigureRow {
  id: string;
  project_id: string;
  title: string;
  detail: string | null;
  /** What the row adds to the figure; null where rows are counted. */
  value: number | null;
  at: Date | null;
  /** Page of the row: here, or at the vendor. */
  url: string | null;
  /** What orders the rows, the greatest first. */
  rank: number;
}

/** Where a row stands in the list. */
export interface FigurePlace {
  rank: number;
  id: string;
}

/** The rows behind a figure, in its own order. */
export async function listFigureRows(
  sql: Sql,
  name: FigureName,
  asked: Asked,
  { limit, after, offset = 0 }: { limit: number; after?: FigurePlace | undefined; offset?: number },
): Promise<FigureRow[]> {
  return await sql<FigureRow[]>`
    select * from (${FIGURES[name]({ sql, ...asked })}) r
    ${
    after === undefined
      ? sql``
      : sql`where (r.rank, r.id) < (${after.rank}::float8, ${after.id}::uuid)`
  }
    order by r.rank desc, r.id desc limit ${limit} offset ${offset}`;
}
