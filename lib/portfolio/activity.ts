import type { Sql } from "../platform/mod.ts";
import { daysOf, type ProjectScope, type Range } from "./range.ts";

/** Messages of one day: what clients wrote and what the team wrote. */
export interface DayMessages {
  /** `YYYY-MM-DD` in the range's time zone. */
  day: string;
  incoming: number;
  outgoing: number;
}

/**
 * Counts messages a day: incoming and outgoing, not private, not deleted. Days without messages
 * count 0.
 */
export async function messagesPerDay(
  sql: Sql,
  scope: ProjectScope,
  range: Range,
): Promise<DayMessages[]> {
  const days = daysOf(range);
  return await sql<DayMessages[]>`
    with counted as (
      select (vendor_created_at at time zone ${range.timeZone})::date as day,
        count(*) filter (where direction = 'incoming')::int as incoming,
        count(*) filter (where direction = 'outgoing')::int as outgoing
      from chatwoot_messages
      where project_id = any (${scope.projectIds}) and deleted_at is null and not private
        and direction in ('incoming', 'outgoing')
        and vendor_created_at >= ${days[0]!}::date::timestamp at time zone ${range.timeZone}
        and vendor_created_at < (${days.at(
    -1,
  )!}::date + 1)::timestamp at time zone ${range.timeZone}
      group by 1
    )
    select d.day, coalesce(c.incoming, 0) as incoming, coalesce(c.outgoing, 0) as outgoing
    from unnest(${days}::text[]) with ordinality as d (day, position)
    left join counted c on c.day = d.day::date
    order by d.position`;
}
