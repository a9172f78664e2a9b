import type { BehindRef } from "../behind/rows_behind.ts";
import type { Extraction } from "./extraction.ts";
import { silenceSeverity, SILENT_DAYS, wholeDays } from "./formulas.ts";
import { type FoundSignal, keptRows, MOST_ROWS } from "./found.ts";
import { countedConfidence } from "./kinds.ts";

interface Silence {
  project_id: string;
  since: Date;
  newest: Date;
  contact: string | null;
  assignee: string | null;
  evidence: BehindRef[];
}

const DAY_MS = 86_400_000;

/**
 * Projects whose client is silent: the team wrote, and for a week or more nothing came back in any
 * chat. The silence begins with the first message without an answer. Each project is three steps into
 * the index of messages per day, however long its history is.
 */
export async function findSilent(
  { sql, projectIds, now }: Extraction,
): Promise<FoundSignal[]> {
  const human = sql`coalesce(m.sender_kind, '') not in ('agent_bot', 'captain_assistant')`;
  const counted = sql`m.deleted_at is null and not m.private`;
  const rows = await sql<Silence[]>`
    with heard as materialized (
      select p.id, l.at
      from unnest(${[...projectIds]}::uuid[]) as p (id)
      left join lateral (
        select m.vendor_created_at as at from chatwoot_messages m
        where m.project_id = p.id and m.direction = 'incoming' and ${counted} and ${human}
        order by m.vendor_created_at desc limit 1
      ) l on true
      where l.at is null or l.at <= ${new Date(now - SILENT_DAYS.noticed * DAY_MS)}
    ), silences as materialized (
      select h.id as project_id, h.at as heard_at, f.at as since
      from heard h
      cross join lateral (
        select m.vendor_created_at as at from chatwoot_messages m
        where m.project_id = h.id and m.direction = 'outgoing' and ${counted} and ${human}
          and m.vendor_created_at > coalesce(h.at, '-infinity')
        order by m.vendor_created_at limit 1
      ) f
    )
    select s.project_id, s.since, n.newest, n.evidence, p.name as contact, a.name as assignee
    from silences s
    cross join lateral (
      select jsonb_agg(jsonb_build_object('table', 'chatwoot_messages', 'id', u.id)
          order by u.at desc, u.id) as evidence,
        max(u.at) as newest,
        (array_agg(u.conversation order by u.at desc, u.id))[1] as conversation,
        (array_agg(u.connection order by u.at desc, u.id))[1] as connection
      from (
        select m.id, m.vendor_created_at as at, m.conversation_external_id as conversation,
          m.connection_id as connection
        from chatwoot_messages m
        where m.project_id = s.project_id and m.direction = 'outgoing' and ${counted} and ${human}
          and m.vendor_created_at > coalesce(s.heard_at, '-infinity')
        order by m.vendor_created_at desc, m.id limit ${MOST_ROWS + 1}
      ) u
    ) n
    join chatwoot_conversations c on c.connection_id = n.connection
      and c.external_id = n.conversation
    left join chatwoot_contacts p on p.connection_id = c.connection_id
      and p.external_id = c.contact_external_id
    left join chatwoot_agents a on a.connection_id = c.connection_id
      and a.external_id = c.assignee_external_id
    order by s.project_id`;
  return rows.flatMap(({ project_id, since, newest, contact, assignee, evidence: refs }) => {
    const severity = silenceSeverity(wholeDays(since.getTime(), now));
    if (severity === 0) return [];
    const { evidence, counted } = keptRows(refs);
    return [{
      ...{ project_id, kind: "client_silent" as const, cause: "project", severity, evidence },
      confidence: countedConfidence.client_silent,
      facts: { ...counted, since: since.toISOString(), contact, owner: assignee },
      occurred_at: newest.toISOString(),
    }];
  });
}
