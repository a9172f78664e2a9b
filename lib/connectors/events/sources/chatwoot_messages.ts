import type { TransactionSql } from "../../../platform/mod.ts";
import type { Collecting, EventSource } from "../collecting.ts";
import { detect } from "../text/detect.ts";
import { TEXT_KINDS } from "../text/language.ts";
import { writeEvents } from "../write_events.ts";

const source: EventSource = {
  table: "chatwoot_messages",
  connector: "chatwoot",
  revocable: ["message_sent", "note_logged", ...TEXT_KINDS],
};

/** What messages of a batch say in words. */
async function readTexts(tx: TransactionSql, { since }: Collecting, ids: readonly string[]) {
  const spoken = await tx<{ id: string; content: string; at: Date }[]>`
    select id, content, vendor_created_at as at from chatwoot_messages
    where id = any (${[...ids]}) and deleted_at is null and not private and content <> ''
      and direction || '' in ('incoming', 'outgoing')`;
  return spoken.filter(({ at }) => at >= since).flatMap(({ id, content }) =>
    detect(content).map(({ kind, sentence }) => ({ source_id: id, kind, snippet: sentence }))
  );
}

/** Messages sent, notes logged, and what messages say of approvals, scope and invoices. */
export async function collectMessages(
  tx: TransactionSql,
  context: Collecting,
  ids: readonly string[],
): Promise<number> {
  const texts = await readTexts(tx, context, ids);
  return await writeEvents(tx, context, source, {
    ids,
    rows: tx`
      select id as source_id, project_id, deleted_at is not null as gone, content as snippet
      from chatwoot_messages where id = any (${[...ids]})`,
    facts: tx`
      with said as materialized (
        select m.project_id, m.connection_id, m.id as source_id, m.vendor_created_at as occurred_at,
          m.sender_name as author, m.content, m.private,
          n.base_url || '/app/accounts/' || n.external_account_id || '/conversations/'
            || m.conversation_external_id as url,
          jsonb_build_object('direction', m.direction, 'conversation_id', (
            select c.id from chatwoot_conversations c
            where c.connection_id = m.connection_id and c.external_id = m.conversation_external_id)) as data
        from chatwoot_messages m join connections n on n.id = m.connection_id
        where m.id = any (${[...ids]}) and m.deleted_at is null
          and m.direction || '' in ('incoming', 'outgoing')
      )
      select s.project_id, s.connection_id, s.source_id,
        case when s.private then 'note_logged' else 'message_sent' end as kind, s.occurred_at,
        null as repetition, s.author, s.content as snippet, s.url, s.data
      from said s
      union all
      select s.project_id, s.connection_id, s.source_id, t.kind, s.occurred_at, null, s.author, t.snippet,
        s.url, s.data
      from jsonb_to_recordset(${tx.json(texts)}) as t (source_id uuid, kind text, snippet text)
      join said s on s.source_id = t.source_id`,
  });
}
