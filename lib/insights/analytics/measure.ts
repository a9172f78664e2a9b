import type { Sql } from "../../platform/mod.ts";
import type { Asked } from "./asked.ts";
import { type FigureName, FIGURES } from "./figures.ts";

/** Rows in numbers; what is of values is null without any. */
export interface Measure {
  count: number;
  sum: number | null;
  median: number | null;
  /** 90th percentile, interpolated as the median is. */
  p90: number | null;
}

/** No rows in numbers. */
export const NOTHING: Measure = { count: 0, sum: null, median: null, p90: null };

const measures = (sql: Sql) =>
  sql`count(*)::int as count, sum(r.value)::float8 as sum,
    percentile_cont(0.5) within group (order by r.value) as median,
    percentile_cont(0.9) within group (order by r.value) as p90`;

/** A figure's rows in numbers. */
export async function measure(sql: Sql, name: FigureName, asked: Asked): Promise<Measure> {
  const [row] = await sql<Measure[]>`
    select ${measures(sql)} from (${FIGURES[name]({ sql, ...asked })}) r`;
  return row!;
}

/** What rows are told apart by. */
export type Part = "project" | "week" | "month" | "stage";

/** A figure's rows in numbers by project id, Monday (`YYYY-MM-DD`), month (`YYYY-MM`) or stage. */
export async function measureBy(
  sql: Sql,
  name: FigureName,
  asked: Asked,
  part: Part,
): Promise<Map<string, Measure>> {
  const local = sql`r.at at time zone ${asked.timeZone}`;
  const key = {
    project: sql`r.project_id::text`,
    week: sql`to_char(date_trunc('week', ${local}), 'YYYY-MM-DD')`,
    month: sql`to_char(${local}, 'YYYY-MM')`,
    stage: sql`coalesce(r.detail, '')`,
  }[part];
  const rows = await sql<(Measure & { key: string })[]>`
    select part.key, ${measures(sql)}
    from (${FIGURES[name]({ sql, ...asked })}) r cross join lateral (select ${key} as key) part
    where part.key is not null group by 1`;
  return new Map(rows.map(({ key, ...measured }) => [key, measured]));
}
