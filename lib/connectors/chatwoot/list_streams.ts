import type { TransactionSql } from "../../platform/mod.ts";
import { decodeRows } from "../decode_rows.ts";
import type { Stream, StreamTraits } from "../stream.ts";
import { tombstoneAbsent } from "../tombstones.ts";
import type { WriteScope } from "../write_scope.ts";
import type { ChatwootClient } from "./client.ts";
import { chatwootStreams } from "./streams.ts";
import { writeAgents, writeContacts, writeInboxes, writeLabels } from "./write_accounts.ts";

/** What the list streams need. */
export interface ListSource {
  client: ChatwootClient;
  scope: WriteScope;
  /** Whether a list may be taken as whole: an agent's token sees its own inboxes only. */
  complete: boolean;
  /** Told the source's own count of a stream. */
  counted(stream: string, total: number): void;
}

type Reload = "inboxes" | "agents" | "labels";

const writers = { inboxes: writeInboxes, agents: writeAgents, labels: writeLabels };

/** A small list that is read whole each time; what it no longer holds is gone. */
export function reloadStream(source: ListSource, name: Reload): Stream {
  const traits: StreamTraits = chatwootStreams[name];
  const writeRows = writers[name] as (
    tx: TransactionSql,
    scope: WriteScope,
    rows: object[],
  ) => Promise<number>;
  return {
    ...traits,
    name,
    async *pages(_position, signal) {
      const raw = await source.client[name](signal);
      source.counted(name, raw.rows.length);
      const { rows, rejected } = decodeRows(name, traits, raw.rows);
      const present = [...rows, ...rejected].map((row) => row.external_id);
      yield {
        records: rows.length,
        done: raw.rows.length,
        total: raw.total,
        rejected,
        decoded: new Map([[name, rows.map((row) => row.external_id)]]),
        position: null,
        async write(tx) {
          const upserted = await writeRows(tx, source.scope, rows);
          const tombstoned = source.complete
            ? await tombstoneAbsent(tx, source.scope, traits.table, present)
            : 0;
          return { upserted, tombstoned };
        },
      };
    },
  };
}

/** All contacts that have an address, oldest first, 15 a page. */
export function contactStream(source: ListSource): Stream {
  const traits = chatwootStreams.contacts;
  return {
    ...traits,
    name: "contacts",
    async *pages(position, signal) {
      let number = (position as { page: number } | null)?.page ?? 1;
      while (true) {
        const raw = await source.client.contactPage(number, signal);
        source.counted("contacts", raw.total ?? 0);
        if (raw.rows.length === 0) return;
        const { rows, rejected } = decodeRows("contacts", traits, raw.rows);
        const done = (number - 1) * traits.pageSize + raw.rows.length;
        number++;
        yield {
          records: rows.length,
          done,
          total: raw.total,
          rejected,
          decoded: new Map([["contacts", rows.map((row) => row.external_id)]]),
          position: { page: number },
          write: async (tx) => ({
            upserted: await writeContacts(tx, source.scope, rows),
            tombstoned: 0,
          }),
        };
      }
    },
  };
}
