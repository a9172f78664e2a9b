import type { ConversationSource } from "./conversation_stream.ts";
import { conversationPage } from "./conversation_stream.ts";
import { decodeContact, decodeList } from "./decode.ts";
import { type EngineContext, runPage } from "../engine.ts";
import { writeContacts } from "./write_accounts.ts";
import type { Page } from "../stream.ts";

interface DueError {
  stream: string;
  external_id: string;
  conversation: string | null;
}

async function contactPage(
  source: ConversationSource,
  id: string,
  signal: AbortSignal,
): Promise<Page> {
  const raw = await source.client.contact(id, signal);
  const list = decodeList("contacts", raw === null ? [] : [raw], decodeContact);
  return {
    records: list.rows.length,
    total: null,
    rejected: list.rejected,
    decoded: new Map([["contacts", list.rows.map((row) => row.external_id)]]),
    position: null,
    write: (tx) => writeContacts(tx, source.scope, list.rows),
  };
}

/**
 * Reads the failing rows whose retry is due again, by their ids. What decodes now settles its
 * failure; what is gone at the source settles too; the rest counts one attempt more. Returns the
 * number of failures looked at.
 */
export async function retryDueRecords(
  context: EngineContext,
  source: ConversationSource,
): Promise<number> {
  const due = await context.sql<DueError[]>`
    select stream, external_id, coalesce(payload ->> 'conversation_id', external_id) as conversation
    from error_queue
    where connection_id = ${context.connectionId} and status = 'waiting' and unit = 'record'
      and next_attempt_at <= ${new Date(context.clock.now())} and external_id ~ '^[0-9]+$'
      and stream in ('conversations', 'messages', 'contacts')
    order by next_attempt_at limit 100`;
  const conversations = new Set<string>();
  const gone: DueError[] = [];
  for (const error of due) {
    if (error.stream === "contacts") {
      const page = await contactPage(source, error.external_id, context.signal);
      await runPage(context, page);
      if (page.records === 0 && page.rejected.length === 0) gone.push(error);
    } else conversations.add(error.conversation ?? error.external_id);
  }
  for (const id of conversations) {
    const raw = await source.client.conversation(id, context.signal);
    if (raw === null) {
      gone.push(...due.filter((error) => error.stream !== "contacts" && error.conversation === id));
    } else {await runPage(
        context,
        await conversationPage(
          source,
          { rows: [raw], total: null, date: null },
          null,
          context.signal,
          true,
        ),
      );}
  }
  for (const error of gone) {
    await context.sql`
      update error_queue set status = 'resolved', resolved_at = ${new Date(
      context.clock.now(),
    )}, next_attempt_at = null
      where connection_id = ${context.connectionId} and stream = ${error.stream} and external_id = ${error.external_id}
        and status = 'waiting'`;
  }
  return due.length;
}
