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
 * Answers given between two moments (`to` null: without an end): the first outgoing message after one or more incoming ones,
 * with the minutes since the first of these. Private notes and deleted messages do not count.
 * Columns: message_id, conversation_id, at, minutes, author, and the contact's key.
 */
export function repliesBetween(sql: Sql, scope: ProjectScope, from: Date, to: Date | null) {
  // conversations without activity since `from` cannot hold an answer: they are not read
  return sql`
    select id as message_id, conversation_id, vendor_created_at as at,
      (extract(epoch from vendor_created_at - waiting_since) / 60)::float8 as minutes,
      sender_name as author, connection_id, contact_external_id
    from (
      select *, max(case when direction = 'incoming' and previous is distinct from 'incoming'
          then vendor_created_at end)
        over (partition by conversation_id order by vendor_created_at, number
          rows unbounded preceding) as waiting_since
      from (
        select m.id, c.id as conversation_id, m.direction, m.vendor_created_at, m.sender_name,
          m.external_id::bigint as number, m.connection_id, c.contact_external_id,
          lag(m.direction) over (partition by c.id
            order by m.vendor_created_at, m.external_id::bigint) as previous
        from chatwoot_conversations c
        join chatwoot_messages m on m.project_id = c.project_id
          and m.connection_id = c.connection_id and m.conversation_external_id = c.external_id
        where c.project_id = any (${scope.projectIds}) and c.deleted_at is null
          and c.last_activity_at >= ${from}
          and m.deleted_at is null and not m.private and m.direction in ('incoming', 'outgoing')
          ${to === null ? sql`` : sql`and m.vendor_created_at < ${to}`}
      ) spoken
    ) waited
    where direction = 'outgoing' and previous = 'incoming' and vendor_created_at >= ${from}`;
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
  const moments = momentsOf(range);
  const edges = openEnded([begin.getTime(), ...moments]);
  const [row] = await sql<
    { median: Omit<Figure, "trend">; trend: Figure["trend"]; days: DayResponses[] }[]
  >`
    with replies as materialized (${repliesBetween(sql, scope, before, null)}),
    daily as (
      select (at at time zone ${range.timeZone})::date as day, count(*)::int as replies,
        percentile_cont(0.5) within group (order by minutes) as median,
        percentile_cont(0.9) within group (order by minutes) as p90
      from replies
      where at >= ${days[0]!}::date::timestamp at time zone ${range.timeZone} group by 1
    ),
    parts as (
      select width_bucket(at, ${edges}::text[]::timestamptz[]) as part,
        percentile_cont(0.5) within group (order by minutes) as median
      from replies where at >= ${begin} group by 1
    )
    select
      (select json_build_object(
        'value', percentile_cont(0.5) within group (order by minutes) filter (where at >= ${begin}),
        'previous', percentile_cont(0.5) within group (order by minutes) filter (where at < ${begin})
      ) from replies) as median,
      (select json_agg(p.median order by n) from generate_series(1, ${moments.length}) n
        left join parts p on p.part = n) as trend,
      (select json_agg(json_build_object('day', d.day, 'replies', coalesce(r.replies, 0),
          'median', r.median, 'p90', r.p90) order by d.position)
        from unnest(${days}::text[]) with ordinality as d (day, position)
        left join daily r on r.day = d.day::date) as days`;
  return { median: { ...row!.median, trend: row!.trend }, per_day: row!.days };
}
