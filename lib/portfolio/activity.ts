import type { Sql } from "../platform/mod.ts";
import { daysOf, type ProjectScope, type Range } from "./range.ts";

/** Messages of one day: what clients wrote and what the team wrote. */
export interface DayMessages {
  /** `YYYY-MM-DD` in the range's time zone. */
  day: string;
  incoming: number;
  outgoing: number;
}

/** Response times of one day, minutes; null on a day without a reply. */
export interface DayResponses {
  day: string;
  replies: number;
  median: number | null;
  p90: number | null;
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

/** One answer of the team to a waiting client. */
export interface Reply {
  message_id: string;
  conversation_id: string;
  contact: string | null;
  author: string | null;
  at: Date;
  minutes: number;
}

/**
 * Answers given between two moments: the first outgoing message after one or more incoming ones,
 * with the minutes since the first of these. Private notes and deleted messages do not count.
 */
export function repliesBetween(sql: Sql, scope: ProjectScope, from: Date, to: Date) {
  return sql`
    select w.id as message_id, w.conversation_uuid as conversation_id, w.contact, w.sender_name as author,
      w.vendor_created_at as at,
      (extract(epoch from w.vendor_created_at - w.waiting_since) / 60)::float8 as minutes
    from (
      select t.*, max(case when direction = 'incoming' and previous is distinct from 'incoming'
          then vendor_created_at end)
        over (partition by connection_id, conversation_external_id order by vendor_created_at, message_number
          rows unbounded preceding) as waiting_since
      from (
        select m.id, m.connection_id, m.conversation_external_id, m.direction, m.sender_name,
          m.vendor_created_at, m.external_id::numeric as message_number, c.id as conversation_uuid,
          p.name as contact,
          lag(m.direction) over (partition by m.connection_id, m.conversation_external_id
            order by m.vendor_created_at, m.external_id::numeric) as previous
        from chatwoot_conversations c
        join chatwoot_messages m on m.project_id = c.project_id and m.connection_id = c.connection_id
          and m.conversation_external_id = c.external_id
        left join chatwoot_contacts p on p.connection_id = c.connection_id
          and p.external_id = c.contact_external_id
        where c.project_id = any (${scope.projectIds}) and c.deleted_at is null
          and c.last_activity_at >= ${from}
          and m.deleted_at is null and not m.private and m.direction in ('incoming', 'outgoing')
          and m.vendor_created_at < ${to}
      ) t
    ) w
    where w.direction = 'outgoing' and w.previous = 'incoming' and w.vendor_created_at >= ${from}`;
}

/** Response times a day: median and 90th percentile of the answers given on it. */
export async function responsesPerDay(
  sql: Sql,
  scope: ProjectScope,
  range: Range,
): Promise<DayResponses[]> {
  const days = daysOf(range);
  const [bounds] = await sql<{ from: Date; to: Date }[]>`
    select ${days[0]!}::date::timestamp at time zone ${range.timeZone} as from,
      (${days.at(-1)!}::date + 1)::timestamp at time zone ${range.timeZone} as to`;
  return await sql<DayResponses[]>`
    with replies as (${repliesBetween(sql, scope, bounds!.from, bounds!.to)}), counted as (
      select (at at time zone ${range.timeZone})::date as day, count(*)::int as replies,
        percentile_cont(0.5) within group (order by minutes) as median,
        percentile_cont(0.9) within group (order by minutes) as p90
      from replies group by 1
    )
    select d.day, coalesce(c.replies, 0) as replies, c.median, c.p90
    from unnest(${days}::text[]) with ordinality as d (day, position)
    left join counted c on c.day = d.day::date
    order by d.position`;
}
