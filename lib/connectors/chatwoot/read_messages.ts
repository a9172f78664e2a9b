import type { DecodedList } from "./decode.ts";
import { decodeList, decodeMessage } from "./decode.ts";
import type { ChatwootClient } from "./client.ts";
import type { MessageRow } from "./rows.ts";

/** Chatwoot gives at most this many messages above an id at once. */
export const FORWARD_PAGE = 100;

/**
 * After a full page the reading goes on behind the 80th smallest id only: the filter is by id, but
 * the page is cut by creation time, and rows may be committed with an id below one already seen.
 */
const STEP = 80;

/** A message younger than this may still be followed by one with a smaller id, milliseconds. */
export const SETTLING_MS = 5 * 60_000;

/** A conversation's messages as read now, and where the next reading begins. */
export interface MessageReading extends DecodedList<MessageRow> {
  /** Greatest id old enough to have no unseen smaller one; null before there is one. */
  cursor: string | null;
}

const numeric = (raw: unknown, field: string): number =>
  Number((raw as Record<string, unknown> | null)?.[field]);

/**
 * Reads the messages behind `cursor`, and for a known conversation the newest 20 again, which shows
 * edits, deletions and delivery states. Null when the conversation is gone.
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
  const raw = new Map<unknown, unknown>();
  const keep = (rows: unknown[]) => {
    for (const row of rows) raw.set((row as { id?: unknown } | null)?.id ?? row, row);
  };
  let after = cursor ?? "0";
  while (true) {
    const page = await client.messages(conversation, after, signal);
    if (page === null) return null;
    keep(page.rows);
    if (page.rows.length < FORWARD_PAGE) break;
    const ids = page.rows.map((row) => numeric(row, "id")).filter(Number.isFinite).sort((a, b) =>
      a - b
    );
    const step = String(ids[Math.min(STEP, ids.length) - 1] ?? after);
    // a page full of rows without ids would be asked for again and again
    if (step === after) break;
    after = step;
  }
  if (cursor !== null) {
    const newest = await client.messages(conversation, null, signal);
    if (newest === null) return null;
    keep(newest.rows);
  }
  const list = decodeList("messages", [...raw.values()], decodeMessage);
  const settled = list.rows.filter((row) => Date.parse(row.vendor_created_at) <= now - SETTLING_MS)
    .map((row) => Number(row.external_id));
  const greatest = Math.max(Number(cursor ?? 0), ...settled);
  return { ...list, cursor: greatest > 0 ? String(greatest) : null };
}
