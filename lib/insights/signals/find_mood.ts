import { moodSeverity, smoothedMood } from "./formulas.ts";
import { type FoundSignal, keptRows } from "./found.ts";
import { countedConfidence } from "./kinds.ts";
import type { SpokenMessage } from "./spoken.ts";
import { soundingOf } from "./words/feeling.ts";

/** Upset messages that make a drop: one is a bad day. */
const LEAST_UPSET = 2;

/**
 * Whether a project's client has become upset: the smoothed mood of the client's messages that tell one.
 *
 * @param messages of one project, oldest first
 */
export function findMood(messages: readonly SpokenMessage[]): FoundSignal | null {
  const heard = messages.filter(({ client }) => client).flatMap((message) => {
    const { score, words } = soundingOf(message.content);
    return score === null || words === null ? [] : [{ message, score, words }];
  });
  const upset = heard.filter(({ score }) => score < 0);
  const mood = smoothedMood(heard.map(({ score }) => score));
  const severity = moodSeverity(mood);
  if (severity === 0 || upset.length < LEAST_UPSET) return null;
  const { message: last } = upset.at(-1)!;
  const { evidence, counted } = keptRows(
    upset.toReversed().map(({ message, words }) => ({
      ...{ table: "chatwoot_messages", id: message.id, words },
    })),
  );
  return {
    project_id: last.project_id,
    kind: "sentiment_drop",
    cause: "project",
    severity,
    confidence: countedConfidence.sentiment_drop,
    facts: {
      ...counted,
      mood: Math.round(mood * 100) / 100,
      contact: last.contact,
      owner: last.assignee,
    },
    evidence,
    occurred_at: last.at.toISOString(),
  };
}
