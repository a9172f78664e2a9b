import type { Sql } from "../platform/mod.ts";
import type { Figure } from "./figure.ts";
import { DAY_MS, dayOf, momentsOf, openEnded, type ProjectScope, type Range } from "./range.ts";

/** Open risks now, at the range's begin, and at each twelfth of it. */
export async function riskCourse(sql: Sql, scope: ProjectScope, range: Range): Promise<Figure> {
  const moments = openEnded([range.now - range.days * DAY_MS, ...momentsOf(range)]);
  const rows = await sql<{ count: number }[]>`
    select count(r.id)::int as count
    from unnest(${moments}::text[]::timestamptz[]) with ordinality as m (at, position)
    left join risks r on r.project_id = any (${scope.projectIds}) and r.opened_at <= m.at
      and (r.closed_at is null or r.closed_at > m.at)
    group by m.position order by m.position`;
  const [previous, ...trend] = rows.map(({ count }) => count) as [number, ...number[]];
  return { value: trend.at(-1)!, previous, trend };
}

/**
 * Mean health of client projects now (`now`: the mean of their present scores), on the day the range
 * began, and at each twelfth of it; null on days without scores.
 */
export async function healthCourse(
  sql: Sql,
  scope: ProjectScope,
  range: Range,
  now: number | null,
): Promise<Figure> {
  const days = [range.now - range.days * DAY_MS, ...momentsOf(range)]
    .map((at) => dayOf(at, range.timeZone));
  const rows = await sql<{ mean: number | null }[]>`
    with means as (
      select h.day, avg(h.score)::float8 as mean
      from health_days h join projects p on p.id = h.project_id and p.archived_at is null
      where h.day = any (${days}::text[]::date[]) and h.project_id = any (${scope.projectIds})
      group by h.day
    )
    select m.mean from unnest(${days}::text[]) with ordinality as d (day, position)
    left join means m on m.day = d.day::date
    order by d.position`;
  const [previous, ...trend] = rows.map(({ mean }) => mean);
  trend[trend.length - 1] = now;
  return { value: now, previous: previous ?? null, trend };
}
