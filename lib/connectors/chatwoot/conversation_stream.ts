import type { Stream } from "../stream.ts";
import { conversationPage, type ConversationSource } from "./conversation_page.ts";
import { chatwootStreams } from "./streams.ts";

/** Conversations committed together when the source gives all changes in one reply. */
const BATCH = 25;

/** Where a full walk stands: the next page to read, and the rows of those before. */
interface WalkPosition {
  page: number;
  done: number;
}

/**
 * All conversations, oldest first, until an empty page. A row deleted while the walk is under way
 * shifts the rest by one and hides a row, so the caller compares.
 *
 * @param counted gets the source's own count of all conversations, page by page
 * @param failed gets the ids of rows that do not decode
 */
export function fullConversationStream(
  source: ConversationSource,
  counted: (total: number) => void,
  failed: (id: string) => void,
): Stream {
  return {
    ...chatwootStreams.conversations,
    name: "conversations",
    mode: "full_reload",
    cursor: "page",
    async *pages(position, signal) {
      let { page, done } = (position ?? { page: 1, done: 0 }) as WalkPosition;
      while (true) {
        const raw = await source.client.conversationPage(page, signal);
        counted(raw.total ?? 0);
        if (raw.rows.length === 0) return;
        page++;
        done += raw.rows.length;
        const walk = { position: { page, done }, done, total: raw.total };
        const next = await conversationPage(source, raw, walk, signal);
        for (const { stream, external_id } of next.rejected) {
          if (stream === "conversations") failed(external_id);
        }
        yield next;
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
    ...chatwootStreams.conversations,
    name: "conversations",
    pageSize: null,
    async *pages(_position, signal) {
      const raw = await source.client.changedConversations(windowSeconds, signal);
      counted(raw.total ?? 0);
      if (windowIgnored(raw.rows, source.startedAt - windowSeconds * 1000)) return unsupported();
      for (let start = 0; start < raw.rows.length; start += BATCH) {
        const rows = raw.rows.slice(start, start + BATCH);
        const walk = { position: null, done: start + rows.length, total: raw.rows.length };
        yield await conversationPage(source, { ...raw, rows }, walk, signal);
      }
    },
  };
}

/** Between the run's first reply and this one the vendor's clock goes on, milliseconds. */
const LATE_MS = 60_000;

/**
 * Whether rows are older than the window asked for: the parameter is not documented, and a server
 * that does not know it answers with the first page of everything.
 *
 * @param since epoch milliseconds, by the vendor's clock
 */
export function windowIgnored(rows: readonly unknown[], since: number): boolean {
  return rows.some((row) =>
    Number((row as { updated_at?: unknown } | null)?.updated_at) * 1000 < since - LATE_MS
  );
}
