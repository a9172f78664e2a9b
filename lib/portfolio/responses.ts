import type { Sql } from "../platform/mod.ts";
import type { Figure } from "./figure.ts";
import { DAY_MS, daysOf, momentsOf, openEnded, type ProjectScope, type Range } from "./range.ts";

/** Response times of one day, minutes; null on a day without a reply. */
export interface DayResponses {
  /** `YYYY-MM-DD` in the range's time zone. */
  day: string;
  replies: number;
  median: number | null;
  p90: number | null;
}

/** How fast the team answered. */
export interface ResponseTimes {
  /** Median minutes over the range, the range before it, and each twelfth of the range. */
  median: Figure;
  per_day: DayResponses[];
}

/**
 * Condition on `chatwoot_replies r`: answers given between two moments (`to` null: without an end), in
 * conversations of the scope's projects.
 */
export function repliesBetween(sql: Sql, scope: ProjectScope, from: Date, to: Date | null) {
  return sql`r.project_id = any (${scope.projectIds}) and r.at >= ${from}
    ${to === null ? sql`` : sql`and r.at < ${to}`}`;
}

/**
 * Measures response times: medians of the range, and per calendar day the median and the 90th
 * percentile (interpolated between answers, as `percentile_cont` does).
 */
export async function responseTimes(
  sql: Sql,
  scope: ProjectScope,
  range: Range,
): Promise<ResponseTimes> {
  const days = daysOf(range);
  const span = range.days * DAY_MS;
  const begin = new Date(range.now - span);
  const before = new Date(range.now - 2 * span);
  // the first calendar day may begin a little before or after the range
  const start = new Date(begin.getTime() - DAY_MS);
  const moments = momentsOf(range);
  const edges = openEnded([begin.getTime(), ...moments]);
  const median = sql`percentile_cont(0.5) within group (order by minutes)`;
  // two statements, which the database can work on at the same time
  const [[row], [earlier]] = await Promise.all([
    sql<{ value: number | null; trend: Figure["trend"]; days: DayResponses[] }[]>`
      with replies as materialized (
        select r.at, r.minutes from chatwoot_replies r where ${
      repliesBetween(sql, scope, start, null)
    }
      ),
      daily as (
        select (at at time zone ${range.timeZone})::date as day, count(*)::int as replies,
          percentile_cont(array[0.5, 0.9]) within group (order by minutes) as parts
        from replies
        where at >= ${days[0]!}::date::timestamp at time zone ${range.timeZone} group by 1
      ),
      parts as (
        select width_bucket(at, (select ${edges}::text[]::timestamptz[])) as part, ${median} as median
        from replies where at >= ${begin} group by 1
      )
      select
        (select ${median} from replies where at >= ${begin}) as value,
        (select json_agg(p.median order by n) from generate_series(1, ${moments.length}) n
          left join parts p on p.part = n) as trend,
        (select json_agg(json_build_object('day', d.day, 'replies', coalesce(r.replies, 0),
            'median', r.parts[1], 'p90', r.parts[2]) order by d.position)
          from unnest(${days}::text[]) with ordinality as d (day, position)
          left join daily r on r.day = d.day::date) as days`,
    sql<{ previous: number | null }[]>`
      select ${median} as previous from chatwoot_replies r
      where ${repliesBetween(sql, scope, before, begin)}`,
  ]);
  const { value, trend, days: per_day } = row!;
  return { median: { value, previous: earlier!.previous, trend }, per_day };
}
