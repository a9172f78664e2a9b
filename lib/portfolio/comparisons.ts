import type { Sql } from "../platform/mod.ts";
import { daysOf, type Range } from "./range.ts";

/** How much of the sources was here at the end of a day; null before the first comparison. */
export interface DayCompleteness {
  day: string;
  /** Percent over all sources, weighted by max(1, rows of the source). */
  pct: number | null;
  /** Rows of the sources that were not here. */
  missing: number | null;
}

interface Compared {
  connection_id: string;
  day: string;
  pct: number;
  weight: number;
  missing: number;
}

/**
 * What the last comparison of each source said by the end of each day of the range. A day without a
 * comparison keeps what the day before it had.
 */
export async function completenessByDay(
  sql: Sql,
  accountScopeId: string,
  range: Range,
): Promise<DayCompleteness[]> {
  const days = daysOf(range);
  const rows = await sql<Compared[]>`
    with earlier as (
      select c.id as connection_id, r.at, r.completeness_pct, r.total, r.missing
      from connections c
      join lateral (
        select at, completeness_pct, total, missing from reconciliation_runs r
        where r.connection_id = c.id
          and r.at < ${days[0]!}::date::timestamp at time zone ${range.timeZone}
        order by at desc limit 1
      ) r on true
      where c.account_scope_id = ${accountScopeId}
    )
    select distinct on (connection_id, day) connection_id,
      to_char(at at time zone ${range.timeZone}, 'YYYY-MM-DD') as day,
      completeness_pct::float8 as pct, greatest(1, total)::float8 as weight, missing::float8 as missing
    from (
      select * from earlier
      union all
      select r.connection_id, r.at, r.completeness_pct, r.total, r.missing
      from connections c join reconciliation_runs r on r.connection_id = c.id
      where c.account_scope_id = ${accountScopeId}
        and r.at >= ${days[0]!}::date::timestamp at time zone ${range.timeZone}
    ) compared
    order by connection_id, day, at desc`;
  const latest = new Map<string, Compared>();
  let next = 0;
  const ordered = rows.toSorted((left, right) => left.day < right.day ? -1 : 1);
  return days.map((day) => {
    for (; next < ordered.length && ordered[next]!.day <= day; next++) {
      latest.set(ordered[next]!.connection_id, ordered[next]!);
    }
    const known = [...latest.values()];
    if (known.length === 0) return { day, pct: null, missing: null };
    const weight = known.reduce((sum, row) => sum + row.weight, 0);
    return {
      day,
      pct: known.reduce((sum, row) => sum + row.pct * row.weight, 0) / weight,
      missing: known.reduce((sum, row) => sum + row.missing, 0),
    };
  });
}
