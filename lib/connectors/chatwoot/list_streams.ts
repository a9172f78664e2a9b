import type { TransactionSql } from "../../platform/mod.ts";
import type { Page, Stream } from "../stream.ts";
import type { ChatwootClient, RawList } from "./client.ts";
import {
  decodeAgent,
  decodeContact,
  type DecodedList,
  decodeInbox,
  decodeLabel,
  decodeList,
} from "./decode.ts";
import { tombstoneAbsent } from "./tombstones.ts";
import {
  writeAgents,
  writeContacts,
  writeInboxes,
  writeLabels,
  type WriteScope,
} from "./write_accounts.ts";

/** What the list streams need. */
export interface ListSource {
  client: ChatwootClient;
  scope: WriteScope;
  /** Whether a list may be taken as whole: an agent's token sees its own inboxes only. */
  complete: boolean;
  /** Told the source's own count of a stream. */
  counted(stream: string, total: number): void;
}

function page<Row extends { external_id: string }>(
  stream: string,
  raw: RawList,
  list: DecodedList<Row>,
  position: unknown,
  write: (tx: TransactionSql) => Promise<number>,
): Page {
  return {
    records: list.rows.length,
    total: raw.total,
    rejected: list.rejected,
    decoded: new Map([[stream, list.rows.map((row) => row.external_id)]]),
    position,
    write,
  };
}

type Reload = "inboxes" | "agents" | "labels";

const reloads = {
  inboxes: { decode: decodeInbox, write: writeInboxes },
  agents: { decode: decodeAgent, write: writeAgents },
  labels: { decode: decodeLabel, write: writeLabels },
} as const;

/** A small list that is read whole each time; what it no longer holds is gone. */
export function reloadStream(source: ListSource, name: Reload): Stream {
  const { decode, write } = reloads[name] as {
    decode(raw: unknown): { external_id: string };
    write(tx: TransactionSql, scope: WriteScope, rows: object[]): Promise<number>;
  };
  return {
    name,
    primaryKey: "id",
    mode: "full_reload",
    pageSize: null,
    deletion: "absent_from_reload",
    async *pages(_position, signal) {
      const raw = await source.client[name](signal);
      source.counted(name, raw.rows.length);
      const list = decodeList(name, raw.rows, decode);
      const present = [...list.rows, ...list.rejected].map((row) => row.external_id);
      yield page(name, raw, list, null, async (tx) => {
        const written = await write(tx, source.scope, list.rows);
        if (source.complete) await tombstoneAbsent(tx, source.scope, `chatwoot_${name}`, present);
        return written;
      });
    },
  };
}

/** All contacts that have an address, oldest first, 15 a page. */
export function contactStream(source: ListSource): Stream {
  return {
    name: "contacts",
    primaryKey: "id",
    mode: "full_reload",
    pageSize: 15,
    deletion: "missing_by_id",
    async *pages(position, signal) {
      let number = (position as { page: number } | null)?.page ?? 1;
      while (true) {
        const raw = await source.client.contactPage(number, signal);
        source.counted("contacts", raw.total ?? 0);
        if (raw.rows.length === 0) return;
        number++;
        const list = decodeList("contacts", raw.rows, decodeContact);
        yield page(
          "contacts",
          raw,
          list,
          { page: number },
          (tx) => writeContacts(tx, source.scope, list.rows),
        );
      }
    },
  };
}
