import type { ChatwootConfig } from "../../platform/mod.ts";
import type { ConnectorRun } from "../connector.ts";
import { commit, runPage, runStream } from "../engine.ts";
import { tombstoneRows } from "../tombstones.ts";
import type { EntityRef } from "../webhooks/rules.ts";
import { buryConversations } from "./bury_conversations.ts";
import { createChatwootClient } from "./client.ts";
import { conversationPage, type ConversationSource } from "./conversation_page.ts";
import { reloadStream } from "./list_streams.ts";
import { buryMergedContacts } from "./merged_contacts.ts";
import { contactPage } from "./retry.ts";
import { isHidden } from "./stated_error.ts";
import { chatwootStreams } from "./streams.ts";

const walk = { position: null, done: null, total: null };

async function rereadConversation(
  run: ConnectorRun,
  source: ConversationSource,
  id: string,
): Promise<void> {
  const raw = await source.client.conversation(id, run.signal);
  if (raw === null) {
    await commit(run, (tx) => buryConversations(tx, source.scope, [id], "deleted"));
    return;
  }
  const list = { rows: [raw], total: null, date: null };
  await runPage(run, await conversationPage(source, list, walk, run.signal));
}

async function rereadContact(
  run: ConnectorRun,
  source: ConversationSource,
  id: string,
): Promise<void> {
  const raw = await source.client.contact(id, run.signal);
  const { table } = chatwootStreams.contacts;
  if (raw === null) {
    await commit(run, (tx) => tombstoneRows(tx, source.scope, table, [id], "deleted"));
    return;
  }
  await runPage(run, contactPage(source, raw));
}

/** Passes over what the token may not see: it is neither changed nor gone by that. */
async function unlessHidden(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isHidden(error)) throw error;
  }
}

/**
 * Reads conversations (with all their messages: an edit moves nothing), contacts and inboxes again.
 *
 * @throws {VendorError} when one cannot be read; those before it are written
 */
export async function rereadChatwoot(
  run: ConnectorRun & { config: ChatwootConfig },
  refs: readonly EntityRef[],
): Promise<void> {
  const { config, sql, connectionId, accountScopeId } = run;
  const client = createChatwootClient(config, run.http, run.pace);
  const startedAt = (await client.labels(run.signal)).date ?? run.clock.now();
  const scope = {
    connectionId,
    accountScopeId,
    seenAt: new Date(startedAt).toISOString(),
    appUrl: `${config.baseUrl}/app/accounts/${config.accountId}/conversations/`,
  };
  const source: ConversationSource = {
    ...{ client, sql, scope, concurrency: config.concurrency, startedAt },
    ...{ left: new Set<string>(), reread: "all" },
  };
  const ids = (type: string) => refs.filter((ref) => ref.type === type).map((ref) => ref.id);
  if (ids("inbox").length > 0) {
    const lists = { client, scope, complete: false, counted: () => {} };
    await runStream(run, reloadStream(lists, "inboxes"));
  }
  for (const id of ids("conversation")) {
    await unlessHidden(() => rereadConversation(run, source, id));
  }
  for (const id of ids("contact")) await unlessHidden(() => rereadContact(run, source, id));
  await buryMergedContacts(run, source);
}
