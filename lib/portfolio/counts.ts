import type { Sql } from "../platform/mod.ts";
import type { Figure } from "./figure.ts";
import { DAY_MS, momentsOf, openEnded, type ProjectScope, type Range } from "./range.ts";

/** What is counted of a scope's projects at one moment. */
export interface Counts {
  projects: Figure;
  /** Incoming and outgoing messages of the last 7 days, not private, not deleted. */
  messages_7d: Figure;
  conversations: Figure;
  open_conversations: number;
  unassigned_conversations: number;
}

const WEEK_MS = 7 * DAY_MS;

/**
 * Messages of the 7 days before each moment. Each message is read once: it falls between two of all
 * begins and ends, and a week is what lies between its own.
 */
async function weeklyMessages(
  sql: Sql,
  scope: ProjectScope,
  moments: readonly number[],
): Promise<number[]> {
  const edges = [...new Set([...moments, ...moments.map((at) => at - WEEK_MS)])]
    .toSorted((left, right) => left - right);
  const times = edges.map((at) => new Date(at).toISOString());
  const rows = await sql<{ part: number; count: number }[]>`
    select width_bucket(vendor_created_at, (select ${times}::text[]::timestamptz[])) as part, count(*)::int as count
    from chatwoot_messages
    where project_id = any (${scope.projectIds}) and deleted_at is null and not private
      and direction in ('incoming', 'outgoing')
      and vendor_created_at >= ${new Date(edges[0]!)}
    group by 1`;
  const counts = new Map(rows.map(({ part, count }) => [part, count]));
  const last = moments.at(-1);
  return moments.map((at) => {
    const from = edges.indexOf(at - WEEK_MS) + 1;
    // what is dated after now is there already and counts
    const to = at === last ? edges.length + 1 : edges.indexOf(at) + 1;
    let total = 0;
    for (let part = from; part < to; part++) total += counts.get(part) ?? 0;
    return total;
  });
}

interface Created {
  projects: number;
  conversations: number;
}

/** What came before the first moment and between each two. */
async function created(
  sql: Sql,
  scope: ProjectScope,
  moments: readonly number[],
): Promise<Created[]> {
  const edges = openEnded(moments);
  return await sql<Created[]>`
    with conversations as (
      select width_bucket(vendor_created_at, (select ${edges}::text[]::timestamptz[])) as part,
        count(*)::int as count
      from chatwoot_conversations
      where project_id = any (${scope.projectIds}) and deleted_at is null group by 1
    ), projects as (
      select width_bucket(created_at, (select ${edges}::text[]::timestamptz[])) as part,
        count(*)::int as count
      from projects
      where account_scope_id = ${scope.accountScopeId} and id = any (${scope.projectIds})
        and kind = 'client' and archived_at is null group by 1
    )
    select coalesce(p.count, 0) as projects, coalesce(c.count, 0) as conversations
    from generate_series(0, ${edges.length - 1}) n
    left join conversations c on c.part = n left join projects p on p.part = n
    order by n`;
}

/** A growing figure: what was there at the first moment, and at each later one. */
function course([first, ...later]: number[]): Figure {
  let total = first ?? 0;
  const trend = later.map((part) => total += part);
  return { value: total, previous: first ?? 0, trend };
}

/** Counts messages, conversations and projects, with their course over the range. */
export async function counts(sql: Sql, scope: ProjectScope, range: Range): Promise<Counts> {
  const moments = momentsOf(range);
  const [parts, weekly, [state]] = await Promise.all([
    created(sql, scope, [range.now - range.days * DAY_MS, ...moments]),
    weeklyMessages(sql, scope, [range.now - WEEK_MS, ...moments]),
    sql<{ open: number; unassigned: number }[]>`
      select count(*) filter (where c.status = 'open')::int as open,
        count(*) filter (where p.kind = 'unassigned')::int as unassigned
      from chatwoot_conversations c join projects p on p.id = c.project_id
      where c.project_id = any (${scope.projectIds}) and c.deleted_at is null`,
  ]);
  const [previous, ...trend] = weekly as [number, ...number[]];
  return {
    projects: course(parts.map((part) => part.projects)),
    messages_7d: { value: trend.at(-1)!, previous, trend },
    conversations: course(parts.map((part) => part.conversations)),
    open_conversations: state!.open,
    unassigned_conversations: state!.unassigned,
  };
}
