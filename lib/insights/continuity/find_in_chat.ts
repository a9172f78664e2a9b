import type { Sql } from "../../platform/mod.ts";
import type { Translator } from "../../i18n/mod.ts";
import { type ChatMessage, readChat } from "../chat/read_chat.ts";
import type { FoundPromise } from "./item.ts";
import { describePromise, titleOf } from "./preview_issue.ts";
import { findPromise } from "./promises/find_promise.ts";
import { saysKept } from "./promises/kept.ts";

/** What looking for promises needs to know of a scope. */
export interface LookAt {
  accountScopeId: string;
  /** In its language and time zone. */
  t: Translator;
  since: Date;
  signal: AbortSignal;
}

/** Addresses of conversations' pages, by id. */
async function pagesOf(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; url: string }[]>`
    select c.id, n.base_url || '/app/accounts/' || n.external_account_id || '/conversations/' || c.external_id as url
    from chatwoot_conversations c join connections n on n.id = c.connection_id
    where c.id = any (${ids as string[]}::uuid[])`;
  return new Map(rows.map(({ id, url }) => [id, url]));
}

interface Said {
  message: ChatMessage;
  quote: string;
  due: string | null;
}

/** The promises of each conversation, of which a later message ends all that were made before it. */
async function promisesIn(sql: Sql, look: LookAt): Promise<Said[]> {
  const open = new Map<string, Said[]>();
  const directions = ["incoming", "outgoing"] as const;
  for await (const messages of readChat(sql, { ...look, directions })) {
    for (const message of messages) {
      const { conversation_id: id, content, direction, at } = message;
      const before = open.get(id);
      if (before !== undefined && saysKept(content)) open.delete(id);
      if (direction === "incoming") continue;
      const promised = findPromise(content, at, look.t.timeZone);
      if (promised !== null) open.set(id, [...open.get(id) ?? [], { message, ...promised }]);
    }
  }
  return [...open.values()].flat();
}

/**
 * What a team promised in the chats of a scope's client projects since a moment, and neither side has
 * said to be done since.
 *
 * @throws the signal's reason when it is aborted
 */
export async function findInChat(sql: Sql, look: LookAt): Promise<FoundPromise[]> {
  const { t } = look;
  const said = await promisesIn(sql, look);
  const pages = await pagesOf(sql, said.map(({ message }) => message.conversation_id));
  return said.map(({ message, quote, due }) => {
    const url = pages.get(message.conversation_id) ?? null;
    return {
      project_id: message.project_id,
      kind: "promise",
      cause: `message:${message.id}`,
      quote,
      promised_at: message.at.toISOString(),
      due_on: due,
      evidence: [{ table: "chatwoot_messages", id: message.id, words: quote }],
      title: titleOf(quote),
      description: describePromise({ quote, author: message.author, at: message.at, due, url }, t),
      url,
    };
  });
}
