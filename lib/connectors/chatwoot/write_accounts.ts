import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import type { AgentRow, ContactRow, InboxRow, LabelRow } from "./rows.ts";

const rowsOf = (tx: TransactionSql, rows: object[]) => tx.json(rows as never);

/** Makes or changes inboxes; rows that are as stored stay untouched. Returns the number written. */
export async function writeInboxes(
  tx: TransactionSql,
  scope: WriteScope,
  rows: InboxRow[],
): Promise<number> {
  const { count } = await tx`
    insert into chatwoot_inboxes as stored (account_scope_id, connection_id, external_id, name, channel,
      data, content_hash, seen_at)
    select ${scope.accountScopeId}, ${scope.connectionId}, r.external_id, r.name, r.channel, r.data,
      decode(r.content_hash, 'hex'), ${scope.seenAt}
    from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (external_id text, name text, channel text,
      data jsonb, content_hash text)
    on conflict (connection_id, external_id) do update set name = excluded.name,
      channel = excluded.channel, data = excluded.data, content_hash = excluded.content_hash,
      seen_at = excluded.seen_at, deleted_at = null, deleted_reason = null
    where stored.content_hash <> excluded.content_hash or stored.deleted_at is not null`;
  return count;
}

/** Makes or changes agents; rows that are as stored stay untouched. Returns the number written. */
export async function writeAgents(
  tx: TransactionSql,
  scope: WriteScope,
  rows: AgentRow[],
): Promise<number> {
  const { count } = await tx`
    insert into chatwoot_agents as stored (account_scope_id, connection_id, external_id, name, email,
      role, data, content_hash, seen_at)
    select ${scope.accountScopeId}, ${scope.connectionId}, r.external_id, r.name, r.email, r.role, r.data,
      decode(r.content_hash, 'hex'), ${scope.seenAt}
    from jsonb_to_recordset(${
    rowsOf(tx, rows)
  }) as r (external_id text, name text, email text, role text,
      data jsonb, content_hash text)
    on conflict (connection_id, external_id) do update set name = excluded.name, email = excluded.email,
      role = excluded.role, data = excluded.data, content_hash = excluded.content_hash,
      seen_at = excluded.seen_at, deleted_at = null, deleted_reason = null
    where stored.content_hash <> excluded.content_hash or stored.deleted_at is not null`;
  return count;
}

/** Makes or changes labels; rows that are as stored stay untouched. Returns the number written. */
export async function writeLabels(
  tx: TransactionSql,
  scope: WriteScope,
  rows: LabelRow[],
): Promise<number> {
  const { count } = await tx`
    insert into chatwoot_labels as stored (account_scope_id, connection_id, external_id, title, color,
      data, content_hash, seen_at)
    select ${scope.accountScopeId}, ${scope.connectionId}, r.external_id, r.title, r.color, r.data,
      decode(r.content_hash, 'hex'), ${scope.seenAt}
    from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (external_id text, title text, color text,
      data jsonb, content_hash text)
    on conflict (connection_id, external_id) do update set title = excluded.title, color = excluded.color,
      data = excluded.data, content_hash = excluded.content_hash, seen_at = excluded.seen_at,
      deleted_at = null, deleted_reason = null
    where stored.content_hash <> excluded.content_hash or stored.deleted_at is not null`;
  return count;
}

/** Makes or changes contacts, and marks all of them as seen. Returns the number made or changed. */
export async function writeContacts(
  tx: TransactionSql,
  scope: WriteScope,
  rows: ContactRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const [row] = await tx<{ written: number }[]>`
    with incoming as (
      select * from jsonb_to_recordset(${
    rowsOf(tx, rows)
  }) as r (external_id text, name text, email text,
        phone_number text, identifier text, company_name text, resolved boolean,
        vendor_created_at timestamptz, last_activity_at timestamptz, data jsonb, content_hash text)
    ), written as (
      insert into chatwoot_contacts as stored (account_scope_id, connection_id, external_id, name, email,
        phone_number, identifier, company_name, resolved, vendor_created_at, last_activity_at, data,
        content_hash, seen_at)
      select ${scope.accountScopeId}, ${scope.connectionId}, r.external_id, r.name, r.email,
        r.phone_number, r.identifier, r.company_name, r.resolved, r.vendor_created_at,
        r.last_activity_at, r.data, decode(r.content_hash, 'hex'), ${scope.seenAt}
      from incoming r
      on conflict (connection_id, external_id) do update set name = excluded.name,
        email = excluded.email, phone_number = excluded.phone_number, identifier = excluded.identifier,
        company_name = excluded.company_name, resolved = excluded.resolved,
        vendor_created_at = excluded.vendor_created_at, last_activity_at = excluded.last_activity_at,
        data = excluded.data, content_hash = excluded.content_hash, seen_at = excluded.seen_at,
        deleted_at = null, deleted_reason = null
      where stored.content_hash <> excluded.content_hash or stored.deleted_at is not null
      returning external_id
    ), seen as (
      update chatwoot_contacts c set seen_at = ${scope.seenAt}
      where c.connection_id = ${scope.connectionId} and c.external_id = any (${
    rows.map((row) => row.external_id)
  })
        and c.seen_at < ${scope.seenAt} and c.deleted_at is null
        and not exists (select from written w where w.external_id = c.external_id)
    )
    select count(*)::int as written from written`;
  return row?.written ?? 0;
}
