import { mapConcurrently } from "../concurrent.ts";
import type { SweptKind } from "../sweep.ts";
import { type TombstoneReason, tombstoneRows } from "../tombstones.ts";
import { buryConversations } from "./bury_conversations.ts";
import type { ChatwootClient } from "./client.ts";
import { chatwootStreams } from "./streams.ts";

/** The two kinds whose rows must be looked up one by one: Chatwoot tells of no deletion. */
export function sweptKinds(client: ChatwootClient, concurrency: number): SweptKind[] {
  const lookUp =
    (read: (id: string, signal: AbortSignal) => Promise<unknown | null>) =>
    async (ids: string[], signal: AbortSignal) => {
      const rows = await mapConcurrently(ids, concurrency, (id) => read(id, signal));
      const gone = ids.filter((_id, index) => rows[index] === null);
      return new Map(gone.map((id): [string, TombstoneReason] => [id, "deleted"]));
    };
  return [
    {
      stream: "conversations",
      table: chatwootStreams.conversations.table,
      lookUp: lookUp(client.conversation),
      bury: buryConversations,
    },
    {
      stream: "contacts",
      table: chatwootStreams.contacts.table,
      lookUp: lookUp(client.contact),
      bury: (tx, scope, ids, reason) =>
        tombstoneRows(tx, scope, chatwootStreams.contacts.table, ids, reason),
    },
  ];
}
