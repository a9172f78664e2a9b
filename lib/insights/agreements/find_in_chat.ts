import type { Sql } from "../../platform/mod.ts";
import { type ChatMessage, readChat } from "../chat/read_chat.ts";
import type { FoundAgreement } from "./agreement.ts";
import { findAgreement } from "./find_agreement.ts";

/** Days of chat that are looked at; what was found before stays. */
export const WINDOW_DAYS = 60;

/**
 * What was agreed in the chats of a scope's client projects since a moment.
 *
 * @throws the signal's reason when it is aborted
 */
export async function findInChat(
  sql: Sql,
  request: { accountScopeId: string; since: Date; signal: AbortSignal },
): Promise<FoundAgreement[]> {
  const found: FoundAgreement[] = [];
  const before = new Map<string, ChatMessage>();
  const directions = ["incoming", "outgoing"] as const;
  for await (const messages of readChat(sql, { ...request, directions })) {
    for (const message of messages) {
      const agreed = findAgreement(message, before.get(message.conversation_id));
      before.set(message.conversation_id, message);
      if (agreed === null) continue;
      found.push({
        project_id: message.project_id,
        kind: agreed.kind,
        cause: `message:${message.id}`,
        quote: agreed.quote,
        agreed_by: message.author,
        agreed_at: message.at.toISOString(),
        evidence: agreed.messages.map((said) => ({ table: "chatwoot_messages", ...said })),
      });
    }
  }
  return found;
}
