import type { Sql } from "../../platform/mod.ts";
import { mapConcurrently } from "../concurrent.ts";
import { decodeRows } from "../decode_rows.ts";
import type { Page, RejectedRow } from "../stream.ts";
import type { WriteScope } from "../write_scope.ts";
import type { ChatwootClient, RawList } from "./client.ts";
import { type MessageReading, readMessages, SETTLING_MS } from "./read_messages.ts";
import type { ContactRow, ConversationRow } from "./rows.ts";
import { chatwootStreams } from "./streams.ts";
import { writeContacts } from "./write_accounts.ts";
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
  /**
   * Whose messages are read from the first again, for edits and deletions that move nothing:
   * nobody's, those of conversations active in the last seven days, or everybody's.
   */
  reread: "none" | "recent" | "all";
  /** Gets the contacts that conversations have left for another: a merge looks like that. */
  left: Set<string>;
}

/** How far back "recent" reaches, milliseconds. */
const RECENT_MS = 7 * 86_400_000;

/** What is stored of a conversation whose messages may have to be read. */
interface Stored {
  external_id: string;
  contact_external_id: string | null;
  message_cursor: string | null;
  vendor_updated_at: Date;
  deleted: boolean;
}

async function storedState(
  { sql, scope }: ConversationSource,
  ids: string[],
): Promise<Map<string, Stored>> {
  const rows = await sql<Stored[]>`
    select external_id, contact_external_id, message_cursor, vendor_updated_at,
      deleted_at is not null as deleted
    from chatwoot_conversations
    where connection_id = ${scope.connectionId} and external_id = any (${ids})`;
  return new Map(rows.map((row) => [row.external_id, row]));
}

/** Where the reading of a conversation's messages begins; undefined: nothing can have changed. */
function readFrom(
  source: ConversationSource,
  row: ConversationRow,
  stored: Stored | undefined,
): string | null | undefined {
  if (stored === undefined || stored.deleted || source.reread === "all") return null;
  const { startedAt } = source;
  const recent = Date.parse(row.last_activity_at) > startedAt - RECENT_MS;
  if (recent && source.reread === "recent") return null;
  const updated = Date.parse(row.vendor_updated_at);
  const changed = updated !== stored.vendor_updated_at.getTime() ||
    updated > startedAt - SETTLING_MS;
  return changed || recent ? stored.message_cursor : undefined;
}

/** The contacts that conversations name, each once. */
function sendersOf(rows: ConversationRow[]): { contacts: ContactRow[]; rejected: RejectedRow[] } {
  const senders = rows.filter((row) => row.contact_external_id !== null)
    .map((row) => (row.data as { meta: { sender: unknown } }).meta.sender);
  const { rows: contacts, rejected } = decodeRows("contacts", chatwootStreams.contacts, senders);
  return { contacts, rejected };
}

/** Reads what belongs to a list of raw conversations and makes a page to commit of it. */
export async function conversationPage(
  source: ConversationSource,
  raw: RawList,
  walk: Pick<Page, "done" | "total" | "position">,
  signal: AbortSignal,
): Promise<Page> {
  const { client, scope, startedAt } = source;
  const { rows, rejected } = decodeRows("conversations", chatwootStreams.conversations, raw.rows);
  const senders = sendersOf(rows);
  const stored = await storedState(source, rows.map((row) => row.external_id));
  const readings = new Map<string, MessageReading | null>();
  await mapConcurrently(rows, source.concurrency, async (row) => {
    const id = row.external_id;
    const cursor = readFrom(source, row, stored.get(id));
    if (cursor === undefined) return;
    readings.set(id, await readMessages(client, id, cursor, startedAt, signal));
  });

  const writes: ConversationWrite[] = [];
  for (const row of rows) {
    const id = row.external_id;
    // gone between the list and the reading of its messages: the next sweep decides
    if (readings.get(id) === null) continue;
    writes.push({ ...row, message_cursor: readings.get(id)?.cursor ?? null });
    const before = stored.get(id)?.contact_external_id ?? null;
    if (before !== null && before !== row.contact_external_id) source.left.add(before);
  }
  const messages = [...readings.values()].flatMap((list) => list?.rows ?? []);
  return {
    ...walk,
    records: writes.length + messages.length,
    rejected: [
      ...rejected,
      ...senders.rejected,
      ...[...readings.values()].flatMap((list) => list?.rejected ?? []),
    ],
    decoded: new Map([
      ["conversations", writes.map((row) => row.external_id)],
      ["contacts", senders.contacts.map((row) => row.external_id)],
      ["messages", messages.map((row) => row.external_id)],
    ]),
    async write(tx) {
      const upserted = await writeContacts(tx, scope, senders.contacts) +
        await writeConversations(tx, scope, writes) +
        await writeMessages(tx, scope, messages);
      return { upserted, tombstoned: 0 };
    },
  };
}
