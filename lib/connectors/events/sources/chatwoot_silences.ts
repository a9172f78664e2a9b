import type { TransactionSql } from "../../../platform/mod.ts";
import type { Collecting, EventSource } from "../collecting.ts";
import type { QueuedSources } from "../queue.ts";
import { writeEvents } from "../write_events.ts";

const source: EventSource = {
  table: "chatwoot_conversations",
  connector: "chatwoot",
  revocable: ["client_silent_started"],
};

/** Name in the queue of conversations whose client may have fallen silent. */
export const SILENCES = "silences";

/** A client is silent who leaves the team's message without an answer for this long. */
const SILENT = "4 days";

/**
 * Queues the conversations of messages, and conversations that moved, to be looked at for silences
 * once all messages of this run are in.
 */
export async function queueSilences(
  tx: TransactionSql,
  { accountScopeId }: Collecting,
  queued: QueuedSources,
): Promise<number> {
  const messages = queued.get("chatwoot_messages") ?? [];
  const conversations = queued.get("chatwoot_conversations") ?? [];
  if (messages.length + conversations.length === 0) return 0;
  await tx`
    insert into connector_event_queue (account_scope_id, source_table, source_ids, due_at)
    select distinct ${accountScopeId}::uuid, ${SILENCES}, array[t.id], timestamptz 'epoch'
    from (
      select (select c.id from chatwoot_conversations c
        where c.connection_id = m.connection_id and c.external_id = m.conversation_external_id) as id
      from chatwoot_messages m where m.id = any (${[...messages]})
      union all
      select * from unnest(${[...conversations]}::uuid[])
    ) t
    on conflict do nothing`;
  return 0;
}

/** All conversations with the clients that conversations are with, numbered by client. */
async function partiesOf(tx: TransactionSql, conversations: readonly string[]) {
  return await tx<{ party: number; id: string }[]>`
    with touched as (
      select distinct c.project_id, c.connection_id, c.contact_external_id,
        case when c.contact_external_id is null then c.external_id end as external_id
      from chatwoot_conversations c where c.id = any (${[...conversations]})
    ), parties as materialized (
      select (row_number() over ())::int as party, t.* from touched t
    )
    select p.party, c.id from parties p
    join chatwoot_conversations c on c.connection_id = p.connection_id
      and c.contact_external_id = p.contact_external_id and c.project_id = p.project_id
    union all
    select p.party, c.id from parties p
    join chatwoot_conversations c on c.connection_id = p.connection_id and c.external_id = p.external_id`;
}

/** A message the team wrote that nothing came back to in time. */
interface Silence {
  party: number;
  message_id: string;
  conversation_id: string;
  /** When the client had been silent for long enough; PostgreSQL's text, exact. */
  silent_at: string;
  /** Whether the last complete sync had seen all that could have come until then. */
  certain: boolean;
}

/** The silences of clients, also those that time has yet to tell. */
async function silencesOf(
  tx: TransactionSql,
  members: readonly { party: number; id: string }[],
): Promise<readonly Silence[]> {
  return await tx<Silence[]>`
    with spoken as materialized (
      select i.party, m.id as message_id, c.id as conversation_id, c.connection_id, m.direction,
        m.vendor_created_at as at, m.external_id::bigint as number
      from jsonb_to_recordset(${tx.json(members as never)}) as i (party int, id uuid)
      join chatwoot_conversations c on c.id = i.id and c.deleted_at is null
      join chatwoot_messages m on m.project_id = c.project_id and m.connection_id = c.connection_id
        and m.conversation_external_id = c.external_id
      where m.deleted_at is null and not m.private and m.direction || '' in ('incoming', 'outgoing')
        and coalesce(m.sender_kind, '') not in ('agent_bot', 'captain_assistant')
    ), marked as (
      select s.*, lag(s.direction) over (partition by s.party order by s.at, s.number) as before
      from spoken s
    ), turns as (
      select m.*, m.at + ${SILENT}::interval as silent_at,
        lead(m.at) over (partition by m.party order by m.at, m.number) as answered_at
      from marked m where m.direction is distinct from m.before
    )
    select t.party, t.message_id, t.conversation_id, t.silent_at::text,
      t.silent_at <= coalesce(n.last_synced_at, '-infinity') as certain
    from turns t join connections n on n.id = t.connection_id
    where t.direction = 'outgoing' and (t.answered_at is null or t.answered_at >= t.silent_at)
    order by t.party, t.silent_at`;
}

/** Has the clients whose silence is not certain yet looked at again when it can be. */
async function lookAgain(
  tx: TransactionSql,
  { accountScopeId }: Collecting,
  silences: readonly Silence[],
): Promise<void> {
  const first = new Map<number, Silence>();
  for (const silence of silences) {
    if (!silence.certain && !first.has(silence.party)) first.set(silence.party, silence);
  }
  if (first.size === 0) return;
  await tx`
    insert into connector_event_queue (account_scope_id, source_table, source_ids, due_at)
    select ${accountScopeId}, ${SILENCES}, array[s.conversation_id], s.silent_at
    from jsonb_to_recordset(${tx.json([...first.values()] as never)}) as s (conversation_id uuid,
      silent_at timestamptz)
    on conflict do nothing`;
}

/**
 * Tells when clients fell silent: the team wrote, and for four days nothing came, in whichever
 * conversation with the client (of a visitor nobody knows, in that one). Each silence is told once,
 * by the first message left without an answer, and the next one begins after the client wrote.
 *
 * It goes by the messages alone and not by when this runs. Only what the last complete sync saw
 * counts, since an answer may be at the source already; a silence that is not certain by then is
 * looked at again when its time has come. Automatic answers of bots are nobody's turn. A message
 * that arrives late takes back a silence that was none.
 */
export async function collectSilences(
  tx: TransactionSql,
  context: Collecting,
  conversations: readonly string[],
): Promise<number> {
  const members = await partiesOf(tx, conversations);
  const ids = members.map(({ id }) => id);
  const silences = await silencesOf(tx, members);
  await lookAgain(tx, context, silences);
  const certain = silences.filter((silence) => silence.certain);
  return await writeEvents(tx, context, source, {
    ids,
    rows: tx`
      select id as source_id, project_id, deleted_at is not null as gone, null as snippet
      from chatwoot_conversations where id = any (${ids})`,
    facts: tx`
      select c.project_id, c.connection_id, c.id as source_id, 'client_silent_started' as kind,
        s.silent_at as occurred_at, m.id as repetition, p.name as author, m.content as snippet,
        n.base_url || '/app/accounts/' || n.external_account_id || '/conversations/' || c.external_id as url,
        jsonb_build_object('conversation_id', c.id, 'message_id', m.id) as data
      from jsonb_to_recordset(${
      tx.json(certain as never)
    }) as s (message_id uuid, conversation_id uuid,
        silent_at timestamptz)
      join chatwoot_conversations c on c.id = s.conversation_id
      join chatwoot_messages m on m.id = s.message_id
      join connections n on n.id = c.connection_id
      left join chatwoot_contacts p on p.connection_id = c.connection_id
        and p.external_id = c.contact_external_id`,
  });
}
