import type { TransactionSql } from "../../../platform/mod.ts";
import type { Collecting, EventSource } from "../collecting.ts";
import type { QueuedSources } from "../queue.ts";
import { recordChanges } from "../record_changes.ts";
import { writeEvents } from "../write_events.ts";

const source: EventSource = { table: "chatwoot_contacts", connector: "chatwoot", revocable: [] };

/** The names of the fields in which a change `c` differs. */
export function changedFields(tx: TransactionSql) {
  return tx`jsonb_build_object('fields', (
    select coalesce(jsonb_agg(f.key order by f.key), '[]') from jsonb_each(c.value) f
    where f.value is distinct from c.was -> f.key))`;
}

/** Contacts of a batch: queued ones, and those of conversations that moved. */
async function contactsOf(tx: TransactionSql, queued: QueuedSources): Promise<string[]> {
  const contacts = queued.get("chatwoot_contacts") ?? [];
  const conversations = queued.get("chatwoot_conversations") ?? [];
  const moved = conversations.length === 0 ? [] : await tx<{ id: string }[]>`
    select distinct p.id from chatwoot_conversations c
    join chatwoot_contacts p on p.connection_id = c.connection_id
      and p.external_id = c.contact_external_id
    where c.id = any (${[...conversations]})`;
  return [...new Set([...contacts, ...moved.map(({ id }) => id)])];
}

/**
 * Tells when contacts' details change. Contacts belong to the account as a whole: their events are in
 * the project of the contact's conversation that was active last, or in the unassigned one.
 */
export async function collectContacts(
  tx: TransactionSql,
  context: Collecting,
  queued: QueuedSources,
): Promise<number> {
  const ids = await contactsOf(tx, queued);
  if (ids.length === 0) return 0;
  const placed = tx`
    select p.*, coalesce(
        (select c.project_id from chatwoot_conversations c
          where c.connection_id = p.connection_id and c.contact_external_id = p.external_id
            and c.deleted_at is null
          order by c.last_activity_at desc, c.external_id desc limit 1),
        (select u.id from projects u
          where u.account_scope_id = p.account_scope_id and u.kind = 'unassigned')) as project_id,
      coalesce(nullif(p.name, ''), p.email, p.phone_number) as snippet
    from chatwoot_contacts p where p.id = any (${ids})`;
  await writeEvents(tx, context, source, {
    ids,
    rows: tx`
      select p.id as source_id, p.project_id, p.deleted_at is not null as gone, p.snippet
      from (${placed}) p`,
    facts: null,
  });
  return await recordChanges(tx, context, source, {
    aspect: "contact",
    values: tx`
      select p.id as source_id, p.connection_id, p.project_id,
        jsonb_build_object('name', nullif(p.name, ''), 'email', nullif(p.email, ''),
          'phone', nullif(p.phone_number, ''), 'identifier', nullif(p.identifier, ''),
          'company', nullif(p.company_name, '')) as value,
        null::timestamptz as at, p.seen_at, null as author, p.snippet,
        n.base_url || '/app/accounts/' || n.external_account_id || '/contacts/' || p.external_id as url
      from (${placed}) p join connections n on n.id = p.connection_id
      where p.deleted_at is null`,
    kind: tx`'contact_updated'`,
    data: changedFields(tx),
  });
}
