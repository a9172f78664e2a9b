import type { Sql, TransactionSql } from "../../platform/mod.ts";
import { mapConcurrently } from "../concurrent.ts";
import type { Page, RejectedRow, Stream } from "../stream.ts";
import type { ChatwootClient, RawList } from "./client.ts";
import { decodeContact, decodeConversation, decodeList } from "./decode.ts";
import { type MessageReading, readMessages, SETTLING_MS } from "./read_messages.ts";
import type { ContactRow, ConversationRow } from "./rows.ts";
import { writeContacts, type WriteScope } from "./write_accounts.ts";
import {
  type ConversationWrite,
  writeConversations,
  writeMessages,
} from "./write_conversations.ts";

/** What the conversation streams need. */
export interface ConversationSource {
  client: ChatwootClient;
  sql: Sql;
  scope: WriteScope & { appUrl: string };
  /** Requests at the same time. */
  concurrency: number;
  /** The vendor's clock when the run began, epoch milliseconds. */
  startedAt: number;
}

/** How long after their last activity conversations are read again in a full walk, milliseconds. */
const REREAD_MS = 7 * 86_400_000;

/** Conversations committed together when the source gives all changes in one reply. */
const BATCH = 25;

/** What is stored of a conversation whose messages may have to be read. */
interface Stored {
  external_id: string;
  message_cursor: string | null;
  vendor_updated_at: Date;
  deleted: boolean;
}

async function storedState(
  source: ConversationSource,
  ids: string[],
): Promise<Map<string, Stored>> {
  const rows = await source.sql<Stored[]>`
    select external_id, message_cursor, vendor_updated_at, deleted_at is not null as deleted
    from chatwoot_conversations
    where connection_id = ${source.scope.connectionId} and external_id = any (${ids})`;
  return new Map(rows.map((row) => [row.external_id, row]));
}

/** Whether a conversation's messages may differ from what is stored of them. */
function mustRead(
  source: ConversationSource,
  row: ConversationRow,
  stored: Stored | undefined,
): boolean {
  if (stored === undefined || stored.deleted) return true;
  const updated = Date.parse(row.vendor_updated_at);
  return updated !== stored.vendor_updated_at.getTime() ||
    updated > source.startedAt - SETTLING_MS ||
    Date.parse(row.last_activity_at) > source.startedAt - REREAD_MS;
}

/**
 * Reads what belongs to a list of raw conversations and makes a page to commit of it.
 *
 * @param again whether to read all messages from the first, whatever is stored
 */
export async function conversationPage(
  source: ConversationSource,
  raw: RawList,
  position: unknown,
  signal: AbortSignal,
  again = false,
): Promise<Page> {
  const conversations = decodeList("conversations", raw.rows, decodeConversation);
  const rejected: RejectedRow[] = [...conversations.rejected];
  const contacts = new Map<string, ContactRow>();
  for (const row of conversations.rows) {
    if (row.contact_external_id === null) continue;
    const sender = (row.data as { meta: { sender: unknown } }).meta.sender;
    const list = decodeList("contacts", [sender], decodeContact);
    for (const contact of list.rows) contacts.set(contact.external_id, contact);
    rejected.push(...list.rejected);
  }
  const stored = await storedState(source, conversations.rows.map((row) => row.external_id));
  const readings = new Map<string, MessageReading | null>();
  const reading = conversations.rows.filter((row) =>
    again || mustRead(source, row, stored.get(row.external_id))
  );
  await mapConcurrently(reading, source.concurrency, async (row) => {
    const known = stored.get(row.external_id);
    const afresh = again || known === undefined || known.deleted;
    const cursor = afresh ? null : known.message_cursor;
    readings.set(
      row.external_id,
      await readMessages(source.client, row.external_id, cursor, source.startedAt, signal),
    );
  });

  const writes: ConversationWrite[] = [];
  for (const row of conversations.rows) {
    // gone between the list and the reading of its messages: the next sweep decides
    if (readings.get(row.external_id) === null) continue;
    writes.push({ ...row, message_cursor: readings.get(row.external_id)?.cursor ?? null });
  }
  const messages = [...readings.values()].flatMap((list) => list?.rows ?? []);
  rejected.push(...[...readings.values()].flatMap((list) => list?.rejected ?? []));
  return {
    records: writes.length + messages.length,
    total: raw.total,
    rejected,
    decoded: new Map([
      ["conversations", writes.map((row) => row.external_id)],
      ["contacts", [...contacts.keys()]],
      ["messages", messages.map((row) => row.external_id)],
    ]),
    position,
    async write(tx: TransactionSql) {
      return await writeContacts(tx, source.scope, [...contacts.values()]) +
        await writeConversations(tx, source.scope, writes) +
        await writeMessages(tx, source.scope, messages);
    },
  };
}

/** Where a full walk stands: the next page to read. */
interface WalkPosition {
  page: number;
}

/**
 * All conversations, oldest first, until an empty page. A row deleted while the walk is under way
 * shifts the rest by one and hides a row; `counted` gets the source's own count of each page, so
 * that the caller can compare.
 */
export function fullConversationStream(
  source: ConversationSource,
  counted: (total: number) => void,
): Stream {
  return {
    name: "conversations",
    primaryKey: "id",
    mode: "full_reload",
    pageSize: 25,
    deletion: "missing_by_id",
    async *pages(position, signal) {
      let { page } = (position ?? { page: 1 }) as WalkPosition;
      while (true) {
        const raw = await source.client.conversationPage(page, signal);
        counted(raw.total ?? 0);
        if (raw.rows.length === 0) return;
        page++;
        yield await conversationPage(source, raw, { page }, signal);
      }
    },
  };
}

/**
 * The conversations that changed since the watermark, in one reply of the source.
 *
 * @param windowSeconds how far to look back, by the vendor's clock
 * @param counted gets the source's own count of all conversations
 * @param unsupported is called when the reply shows that the source ignores the window
 */
export function changedConversationStream(
  source: ConversationSource,
  windowSeconds: number,
  counted: (total: number) => void,
  unsupported: () => void,
): Stream {
  return {
    name: "conversations",
    primaryKey: "id",
    mode: "incremental",
    pageSize: null,
    deletion: "missing_by_id",
    async *pages(_position, signal) {
      const raw = await source.client.changedConversations(windowSeconds, signal);
      counted(raw.total ?? 0);
      const oldest = source.startedAt - (windowSeconds + 60) * 1000;
      const ignored = raw.rows.some((row) =>
        Number((row as { updated_at?: unknown } | null)?.updated_at) * 1000 < oldest
      );
      if (ignored) return unsupported();
      for (let start = 0; start < raw.rows.length; start += BATCH) {
        const rows = raw.rows.slice(start, start + BATCH);
        yield await conversationPage(
          source,
          { ...raw, rows, total: raw.rows.length },
          null,
          signal,
        );
      }
    },
  };
}
