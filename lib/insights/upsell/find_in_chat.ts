import type { Sql } from "../../platform/mod.ts";
import type { BehindRef } from "../behind/rows_behind.ts";
import { type ChatMessage, readChat } from "../chat/read_chat.ts";
import type { FoundChance } from "./item.ts";
import { scoreWords } from "./score_deal.ts";
import { findChances } from "./words/find_chances.ts";
import { type Theme, THEMES } from "./words/themes.ts";

/** How sure such words are a chance. */
const CONFIDENCE = 0.72;

/** Days in which words count. */
export const WINDOW_DAYS = 21;

/** References kept of one conversation. */
const MOST_REFS = 50;

interface Talk {
  newest: ChatMessage;
  themes: Set<Theme>;
  refs: BehindRef[];
  messages: number;
}

/**
 * Chances in what clients wrote within 21 days, one for each conversation.
 *
 * @throws the signal's reason when it is aborted
 */
export async function findInChat(
  sql: Sql,
  { accountScopeId, now, signal }: { accountScopeId: string; now: Date; signal: AbortSignal },
): Promise<FoundChance[]> {
  const talks = new Map<string, Talk>();
  const since = new Date(now.getTime() - WINDOW_DAYS * 86_400_000);
  const request = { accountScopeId, since, directions: ["incoming"], signal } as const;
  for await (const messages of readChat(sql, request)) {
    for (const message of messages) {
      const said = findChances(message.content);
      if (said.length === 0) continue;
      const known = talks.get(message.conversation_id);
      const words = said.map(({ sentence }) => sentence);
      const ref = {
        table: "chatwoot_messages",
        id: message.id,
        words: [...new Set(words)].join(" "),
      };
      talks.set(message.conversation_id, {
        newest: message,
        themes: new Set([...known?.themes ?? [], ...said.map(({ kind }) => kind)]),
        refs: [ref, ...known?.refs ?? []].slice(0, MOST_REFS),
        messages: (known?.messages ?? 0) + 1,
      });
    }
  }
  return [...talks].map(([conversationId, { newest, themes, refs, messages }]) => {
    const named = THEMES.filter((theme) => themes.has(theme));
    return {
      project_id: newest.project_id,
      kind: "words",
      cause: `conversation:${conversationId}`,
      score: scoreWords(messages, named),
      confidence: CONFIDENCE,
      value: null,
      currency: null,
      facts: { themes: named, messages, contact: newest.author },
      evidence: refs,
      occurred_at: newest.at.toISOString(),
    };
  });
}
