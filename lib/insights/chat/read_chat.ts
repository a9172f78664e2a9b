import type { Sql, TransactionSql } from "../../platform/mod.ts";

/** A message of a client's conversation that both sides can read. */
export interface ChatMessage {
  id: string;
  project_id: string;
  conversation_id: string;
  connection_id: string;
  external_id: string;
  direction: "incoming" | "outgoing";
  content: string;
  author: string | null;
  at: Date;
}

/** What is read. */
export interface ChatRequest {
  accountScopeId: string;
  since: Date;
  directions: readonly ChatMessage["direction"][];
  /** Ends the reading between two portions. */
  signal: AbortSignal;
}

/** Messages read at once. */
const PORTION = 5_000;

/** A row as it is read: its exact time, and whether its conversation is gone. */
type Row = ChatMessage & { place: string; gone: boolean };

/** The next portion of a project's messages, oldest first. */
async function portion(
  sql: Sql | TransactionSql,
  projectId: string,
  { since, directions }: Pick<ChatRequest, "since" | "directions">,
  after: Row | undefined,
): Promise<Row[]> {
  // as text: the driver would cut it to milliseconds, and the last row would come again for ever
  const place = after === undefined
    ? sql`m.vendor_created_at >= ${since}`
    : sql`(m.vendor_created_at, m.connection_id, m.external_id)
        > (${after.place}::text::timestamptz, ${after.connection_id}::uuid, ${after.external_id})`;
  return await sql<Row[]>`
    select m.id, m.project_id, c.id as conversation_id, m.connection_id, m.external_id, m.direction,
      m.content, m.sender_name as author, m.vendor_created_at as at, m.vendor_created_at::text as place,
      c.deleted_at is not null as gone
    from (
      select m.id, m.project_id, m.connection_id, m.external_id, m.conversation_external_id, m.direction,
        m.content, m.sender_name, m.vendor_created_at
      from chatwoot_messages m
      where m.project_id = ${projectId} and m.deleted_at is null and not m.private and ${place}
        and m.direction = any (${directions as string[]}) and m.content <> ''
        and m.sender_kind is distinct from 'agent_bot'
      order by m.vendor_created_at, m.connection_id, m.external_id limit ${PORTION}
    ) m
    join chatwoot_conversations c on c.connection_id = m.connection_id
      and c.external_id = m.conversation_external_id
    order by m.vendor_created_at, m.connection_id, m.external_id`;
}

/**
 * Messages of a scope's client projects since a moment, oldest first within each project, in portions.
 * Private notes, deleted messages and what machines say are left out. Read project by project: each is
 * one stretch of the index of messages per day, so that what is older costs nothing and no portion is
 * sorted anew.
 *
 * @throws the signal's reason when it is aborted
 */
export async function* readChat(
  sql: Sql | TransactionSql,
  { accountScopeId, signal, ...request }: ChatRequest,
): AsyncGenerator<ChatMessage[]> {
  const projects = await sql<{ id: string }[]>`
    select id from projects
    where account_scope_id = ${accountScopeId} and kind = 'client' and archived_at is null order by id`;
  for (const { id } of projects) {
    for (let after: Row | undefined = undefined;;) {
      signal.throwIfAborted();
      const rows: Row[] = await portion(sql, id, request, after);
      if (rows.length > 0) yield rows.filter(({ gone }) => !gone);
      if (rows.length < PORTION) break;
      after = rows.at(-1);
    }
  }
}
