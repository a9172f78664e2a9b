import { mapConcurrently } from "../concurrent.ts";
import { type EngineContext, runPage } from "../engine.ts";
import type { Page } from "../stream.ts";
import type { SweptKind } from "../sweep.ts";
import { type TombstoneReason, tombstoneRows } from "../tombstones.ts";
import { buryConversations } from "./bury_conversations.ts";
import { conversationPage, type ConversationSource } from "./conversation_page.ts";
import { contactPage } from "./retry.ts";
import { chatwootStreams } from "./streams.ts";

const walk = { position: null, done: null, total: null };

/** The two kinds whose rows must be looked up one by one: Chatwoot tells of no deletion. */
export function sweptKinds(run: EngineContext, source: ConversationSource): SweptKind[] {
  const { client, concurrency } = source;

  function kind(
    stream: "conversations" | "contacts",
    read: (id: string, signal: AbortSignal) => Promise<unknown | null>,
    pageOf: (raw: unknown) => Page | Promise<Page>,
    bury: SweptKind["bury"],
  ): SweptKind {
    return {
      ...{ stream, table: chatwootStreams[stream].table, bury },
      async lookUp(ids, signal) {
        const rows = await mapConcurrently(ids, concurrency, (id) => read(id, signal));
        const gone = ids.filter((_id, index) => rows[index] === null);
        return new Map(gone.map((id): [string, TombstoneReason] => [id, "deleted"]));
      },
      // one that lost its address is in no list any more, and would stay as it was for ever
      async reread(ids) {
        for (const id of ids) {
          const raw = await read(id, run.signal);
          if (raw !== null) await runPage(run, await pageOf(raw));
        }
      },
    };
  }

  return [
    kind("conversations", client.conversation, (raw) => {
      const list = { rows: [raw], total: null, date: null };
      return conversationPage(source, list, walk, run.signal);
    }, buryConversations),
    kind(
      "contacts",
      client.contact,
      (raw) => contactPage(source, raw),
      (tx, scope, ids, reason) =>
        tombstoneRows(tx, scope, chatwootStreams.contacts.table, ids, reason),
    ),
  ];
}
