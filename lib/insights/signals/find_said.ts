import { type FoundSignal, keptRows } from "./found.ts";
import { type SaidKind, saidWeights } from "./kinds.ts";
import type { SpokenMessage } from "./spoken.ts";
import { detectSaid } from "./words/said.ts";

/** A message that says something of a kind, with the sentence. */
interface Said {
  kind: SaidKind;
  sentence: string;
  message: SpokenMessage;
}

function saidIn(message: SpokenMessage): Said[] {
  return detectSaid(message.content)
    .filter(({ kind }) => message.client || saidWeights[kind].by === "anyone")
    // what was urgent is over with the conversation
    .filter(({ kind }) => kind !== "urgency_increase" || !message.resolved)
    .map(({ kind, sentence }) => ({ kind, sentence, message }));
}

/** A signal of messages of one conversation, oldest first. */
function signalOf(said: readonly Said[]): FoundSignal {
  const { kind, message: last } = said.at(-1)!;
  const { severity, confidence } = saidWeights[kind];
  const rows = said.toReversed().map(({ message, sentence }) => ({
    ...{ table: "chatwoot_messages", id: message.id, words: sentence },
  }));
  const { evidence, counted } = keptRows(rows);
  return {
    project_id: last.project_id,
    kind,
    cause: `conversation:${last.conversation_id}`,
    severity,
    confidence,
    facts: { ...counted, contact: last.contact, owner: last.assignee },
    evidence,
    occurred_at: last.at.toISOString(),
  };
}

/**
 * What a project's messages say: one signal a conversation and kind, with the sentences.
 *
 * @param messages of one project, oldest first
 */
export function findSaid(messages: readonly SpokenMessage[]): FoundSignal[] {
  const said = Map.groupBy(
    messages.flatMap(saidIn),
    ({ kind, message }) => `${message.conversation_id} ${kind}`,
  );
  return [...said.values()].map(signalOf);
}
