import { type DecodedRows, decodeRows } from "../decode_rows.ts";
import type { RejectedRow } from "../stream.ts";
import type { ChatwootClient } from "./client.ts";
import type { MessageRow } from "./rows.ts";
import { chatwootStreams } from "./streams.ts";

/** Chatwoot gives at most this many messages above an id at once, and this many between two ids. */
export const FORWARD_PAGE = 100;
export const RANGE_PAGE = 1000;

/** A message younger than this may still be followed by one with a smaller id, milliseconds. */
export const SETTLING_MS = 5 * 60_000;

/** A conversation's messages as read now, and where the next reading begins. */
export interface MessageReading extends DecodedRows<MessageRow> {
  /** Greatest id old enough to have no unseen smaller one; null before there is one. */
  cursor: string | null;
}

function idsOf(rows: readonly unknown[]): number[] {
  return rows.map((row) => Number((row as { id?: unknown } | null)?.id)).filter(Number.isInteger);
}

const greatest = (ids: readonly number[], least: number) =>
  ids.reduce((most, id) => Math.max(most, id), least);

/** Messages of one conversation by their raw rows; null anywhere means that it is gone. */
function collector(client: ChatwootClient, conversation: string, signal: AbortSignal) {
  const raw = new Map<unknown, unknown>();

  async function read(window: { after?: number; before?: number }): Promise<unknown[] | null> {
    const page = await client.messages(conversation, window, signal);
    for (const row of page?.rows ?? []) raw.set((row as { id?: unknown } | null)?.id ?? row, row);
    return page?.rows ?? null;
  }

  /** Reads ids from `low` up to, not including, `high`, halving the range while replies are cut. */
  async function readRange(low: number, high: number): Promise<boolean> {
    const rows = await read({ after: low, before: high });
    if (rows === null) return false;
    if (rows.length < RANGE_PAGE || high - low < 2) return true;
    const ids = idsOf(rows).filter((id) => id > low && id < high).sort((a, b) => a - b);
    const middle = ids[ids.length >> 1];
    if (middle === undefined) return true;
    return await readRange(low, middle) && await readRange(middle, high);
  }

  return { raw, read, readRange };
}

/**
 * Reads the messages behind `cursor`, and for a known conversation the newest 20 again, which shows
 * edits, deletions and delivery states. Null when the conversation is gone.
 *
 * Chatwoot filters by id but cuts a reply by creation time, so a cut reply says nothing of the ids
 * below its greatest: an imported or late message may be missing between them. Ranges of ids are
 * then read until none is cut.
 *
 * @param now the vendor's clock, epoch milliseconds
 */
export async function readMessages(
  client: ChatwootClient,
  conversation: string,
  cursor: string | null,
  now: number,
  signal: AbortSignal,
): Promise<MessageReading | null> {
  const { raw, read, readRange } = collector(client, conversation, signal);
  let after = Number(cursor ?? 0);
  while (true) {
    const page = await read({ after });
    if (page === null) return null;
    if (page.length < FORWARD_PAGE) break;
    const newest = await read({});
    if (newest === null) return null;
    const top = greatest([...idsOf(page), ...idsOf(newest)], after);
    // a page full of rows without ids would be asked for again and again
    if (top === after) break;
    if (!await readRange(after + 1, top + 1)) return null;
    after = top;
  }
  if (cursor !== null && await read({}) === null) return null;

  const list = decodeRows("messages", chatwootStreams.messages, [...raw.values()]);
  const [rows, strays] = [list.rows.filter(belongs), list.rows.filter((row) => !belongs(row))];
  function belongs(row: MessageRow): boolean {
    return row.conversation_external_id === conversation;
  }
  const settled = rows.filter((row) => Date.parse(row.vendor_created_at) <= now - SETTLING_MS);
  const reached = greatest(settled.map((row) => Number(row.external_id)), Number(cursor ?? 0));
  return {
    rows,
    rejected: [...list.rejected, ...strays.map(stray)],
    cursor: reached > 0 ? String(reached) : null,
  };
}

function stray({ external_id, conversation_external_id, data }: MessageRow): RejectedRow {
  const message = `conversation_id: belongs to conversation ${conversation_external_id}`;
  return { stream: "messages", external_id, message, payload: data };
}
