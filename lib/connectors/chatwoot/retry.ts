import { decodeRows } from "../decode_rows.ts";
import { commit, type EngineContext, runPage } from "../engine.ts";
import { type DueRecord, dueRecords, queueRejected, resolveDecoded } from "../error_queue.ts";
import type { Page } from "../stream.ts";
import { conversationPage, type ConversationSource } from "./conversation_page.ts";
import { isHidden } from "./stated_error.ts";
import { chatwootStreams } from "./streams.ts";
import { writeContacts } from "./write_accounts.ts";

const walk = { position: null, done: null, total: null };

/** What a failing row is read again with: itself, or for a message its conversation. */
function unitOf({ stream, external_id, payload }: DueRecord): string {
  if (stream === "contacts") return `contact ${external_id}`;
  if (stream === "conversations") return `conversation ${external_id}`;
  return `conversation ${(payload as { conversation_id?: unknown } | null)?.conversation_id}`;
}

/** A contact that was read by its id, ready to be committed. */
export function contactPage(source: ConversationSource, raw: unknown): Page {
  const { rows, rejected } = decodeRows("contacts", chatwootStreams.contacts, [raw]);
  return {
    ...walk,
    records: rows.length,
    rejected,
    decoded: new Map([["contacts", rows.map((row) => row.external_id)]]),
    write: async (tx) => ({ upserted: await writeContacts(tx, source.scope, rows), tombstoned: 0 }),
  };
}

/** What reading a unit says of the failing rows in it: gone at the source, or still not readable. */
async function readAgain(
  context: EngineContext,
  source: ConversationSource,
  unit: string,
  records: DueRecord[],
): Promise<{ gone: DueRecord[]; failing: DueRecord[] }> {
  const [kind, id = ""] = unit.split(" ") as ["contact" | "conversation", string];
  if (!/^\d+$/.test(id)) return { gone: [], failing: records };
  const raw = await source.client[kind](id, context.signal).catch((error) => {
    if (isHidden(error)) return undefined;
    throw error;
  });
  if (raw === null) return { gone: records, failing: [] };
  if (raw === undefined) return { gone: [], failing: records };
  const list = { rows: [raw], total: null, date: null };
  const page = kind === "contact"
    ? contactPage(source, raw)
    : await conversationPage(source, list, walk, context.signal);
  await runPage(context, page);
  const unseen = records.filter(({ stream, external_id }) =>
    !page.decoded.get(stream)?.includes(external_id) &&
    !page.rejected.some((row) => row.stream === stream && row.external_id === external_id)
  );
  // all messages of a conversation that decodes were read: one that is not among them is no more
  return page.decoded.get("conversations")?.includes(id)
    ? { gone: unseen, failing: [] }
    : { gone: [], failing: unseen };
}

/**
 * Reads the failing rows whose retry is due again, by their ids. What decodes now settles its
 * failure; what is gone at the source settles too; the rest counts one attempt more. Rows of the
 * small lists are read with their list.
 */
export async function retryDueRecords(
  context: EngineContext,
  source: ConversationSource,
): Promise<void> {
  const { sql, clock, connectionId } = context;
  const streams = ["contacts", "conversations", "messages"];
  const due = await dueRecords(sql, connectionId, streams, clock.now());
  const afresh: ConversationSource = { ...source, reread: "all" };
  for (const [unit, records] of Map.groupBy(due, unitOf)) {
    const { gone, failing } = await readAgain(context, afresh, unit, records);
    if (gone.length + failing.length === 0) continue;
    const now = new Date(clock.now());
    const settled = Map.groupBy(gone, (record) => record.stream);
    await commit(context, async (tx) => {
      await queueRejected(tx, context, failing, now);
      const ids = [...settled].map(([stream, rows]): [string, string[]] => [
        stream,
        rows.map((row) => row.external_id),
      ]);
      await resolveDecoded(tx, context, new Map(ids), now);
    });
  }
}
