import { type Fragment, ofProjects, type Reading, within } from "./asked.ts";

function messages(asked: Reading, direction: "incoming" | "outgoing"): Fragment {
  const { sql } = asked;
  return sql`
    select m.id, m.project_id, coalesce(left(m.content, 200), '') as title, m.sender_name as detail,
      null::float8 as value, m.vendor_created_at as at, '/messages/' || c.id as url,
      extract(epoch from m.vendor_created_at)::float8 as rank
    from chatwoot_messages m
    join chatwoot_conversations c on c.project_id = m.project_id and c.connection_id = m.connection_id
      and c.external_id = m.conversation_external_id and c.deleted_at is null
    where ${ofProjects(asked, sql`m.project_id`)} and m.deleted_at is null and not m.private
      and m.direction = ${direction} and ${within(asked, sql`m.vendor_created_at`)}`;
}

/** What clients wrote. */
export const inbound = (asked: Reading) => messages(asked, "incoming");

/** What the team wrote. */
export const outbound = (asked: Reading) => messages(asked, "outgoing");

/** People who wrote; the value is how many messages. */
export function contacts(asked: Reading): Fragment {
  const { sql } = asked;
  return sql`
    select p.id, (array_agg(m.project_id order by m.vendor_created_at desc))[1] as project_id,
      coalesce(p.name, p.email, p.external_id) as title, p.email as detail, count(*)::float8 as value,
      max(m.vendor_created_at) as at,
      '/messages/' || (array_agg(c.id order by m.vendor_created_at desc))[1] as url,
      extract(epoch from max(m.vendor_created_at))::float8 as rank
    from chatwoot_messages m
    join chatwoot_conversations c on c.project_id = m.project_id and c.connection_id = m.connection_id
      and c.external_id = m.conversation_external_id and c.deleted_at is null
    join chatwoot_contacts p on p.connection_id = c.connection_id and p.external_id = c.contact_external_id
    where ${ofProjects(asked, sql`m.project_id`)} and m.deleted_at is null and not m.private
      and m.direction = 'incoming' and ${within(asked, sql`m.vendor_created_at`)}
    group by p.id, p.name, p.email, p.external_id`;
}

/** Answers of the team to waiting clients; the value is minutes. */
export function replies(asked: Reading): Fragment {
  const { sql } = asked;
  return sql`
    select r.message_id as id, r.project_id, coalesce(p.name, p.email, '') as title, r.author as detail,
      r.minutes as value, r.at, '/messages/' || c.id as url, r.minutes as rank
    from chatwoot_replies r
    join chatwoot_conversations c on c.project_id = r.project_id and c.connection_id = r.connection_id
      and c.external_id = r.conversation_external_id
    left join chatwoot_contacts p on p.connection_id = c.connection_id
      and p.external_id = c.contact_external_id
    where ${ofProjects(asked, sql`r.project_id`)} and ${within(asked, sql`r.at`)}`;
}
