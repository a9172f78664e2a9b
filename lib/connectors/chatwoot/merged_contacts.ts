import { mapConcurrently } from "../concurrent.ts";
import { commit, type EngineContext } from "../engine.ts";
import { tombstoneRows } from "../tombstones.ts";
import type { ConversationSource } from "./conversation_page.ts";
import { chatwootStreams } from "./streams.ts";

/**
 * Looks at the contacts that conversations have left for another one: those the source does not
 * know any more were merged into it. Returns how many were.
 */
export async function buryMergedContacts(
  context: EngineContext,
  source: ConversationSource,
): Promise<number> {
  const ids = [...source.left];
  const rows = await mapConcurrently(
    ids,
    source.concurrency,
    (id) => source.client.contact(id, context.signal),
  );
  const merged = ids.filter((_id, index) => rows[index] === null);
  if (merged.length === 0) return 0;
  const { table } = chatwootStreams.contacts;
  return await commit(context, (tx) => tombstoneRows(tx, source.scope, table, merged, "merged"));
}
