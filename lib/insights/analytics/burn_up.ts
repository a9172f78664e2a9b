import type { Sql } from "../../platform/mod.ts";
import { type Asked, dayAfter } from "./asked.ts";
import { mondaysIn } from "./weeks.ts";

/** All that is to be done, and what of it is done, at the end of a week. */
export interface BurnWeek {
  /** Monday. */
  week: string;
  scope: number;
  done: number;
}

/** How work goes on. */
export interface BurnUp {
  weeks: BurnWeek[];
  /** Issues a week that were completed in the last weeks. */
  pace: number;
  /** Day by which what is left would be done at that pace; null when nothing moves. */
  finish: string | null;
}

/** Weeks of the pace: the running one is not over and does not count. */
const PACE_WEEKS = 4;

/**
 * When what is left will be done if it goes on as in the last four full weeks, and no work is added:
 * today and `left / pace` weeks. Null without any pace; today when nothing is left.
 */
export function projectedFinish(
  weeks: readonly BurnWeek[],
  today: string,
): { pace: number; finish: string | null } {
  const last = weeks.at(-1);
  const full = weeks.slice(-PACE_WEEKS - 2, -1);
  if (last === undefined || full.length < 2) return { pace: 0, finish: null };
  const pace = Math.max(0, (full.at(-1)!.done - full[0]!.done) / (full.length - 1));
  const left = last.scope - last.done;
  if (left <= 0) return { pace, finish: today };
  return { pace, finish: pace === 0 ? null : dayAfter(today, Math.ceil(7 * left / pace)) };
}

/** Counts the issues there were at each week's end, and those completed by then; never those that
 * were canceled, or put away undone. */
export async function countBurnUp(sql: Sql, asked: Asked): Promise<BurnUp> {
  const { projectIds, timeZone, today } = asked;
  const mondays = mondaysIn(asked);
  const weeks = await sql<BurnWeek[]>`
    with weeks as materialized (
      select array_agg((day::date + 7)::timestamp at time zone ${timeZone} order by day) as ends
      from unnest(${mondays}::text[]) as day
    ), counted as (
      -- by the first week's end at or before which an issue was there, and was done
      select width_bucket(i.vendor_created_at, w.ends) as made,
        width_bucket(i.completed_at, w.ends) as finished, count(*)::int as issues
      from linear_issues i cross join weeks w
      where i.project_id = any (${[
    ...projectIds,
  ]}) and i.deleted_at is null and i.canceled_at is null
        and (i.archived_at is null or i.completed_at is not null)
      group by 1, 2
    )
    select m.day as week, coalesce(sum(c.issues) filter (where c.made < m.place), 0)::int as scope,
      coalesce(sum(c.issues) filter (where c.finished < m.place), 0)::int as done
    from unnest(${mondays}::text[]) with ordinality as m (day, place) left join counted c on true
    group by m.day, m.place order by m.place`;
  return { weeks: [...weeks], ...projectedFinish(weeks, today) };
}
