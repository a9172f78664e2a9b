import type { OfficeClock } from "../office_hours.ts";
import { median, responseSeverity, SLOW_MINUTES } from "./formulas.ts";
import { type FoundSignal, keptRows } from "./found.ts";
import { countedConfidence } from "./kinds.ts";
import type { SpokenMessage } from "./spoken.ts";
import { soundingOf } from "./words/feeling.ts";

/** A client's question and how long it waited, minutes of office hours. */
interface Wait {
  question: SpokenMessage;
  minutes: number;
  answered: boolean;
}

/**
 * How long a question waits that nobody answered yet: just over what it has passed, so that the same
 * rows give the same until it passes the next.
 */
function waitingMinutes(minutes: number): number | null {
  if (minutes > SLOW_MINUTES.grave) return SLOW_MINUTES.grave + 1;
  return minutes > SLOW_MINUTES.noticed ? SLOW_MINUTES.noticed + 1 : null;
}

/** Thanks and praise wait for no answer. */
function wantsAnswer({ content, resolved }: SpokenMessage): boolean {
  return !resolved && (content.includes("?") || soundingOf(content).score !== 1);
}

/** The waits of one conversation: from the first question to the first answer after it. */
function waitsIn(messages: readonly SpokenMessage[], now: number, office: OfficeClock): Wait[] {
  const waits: Wait[] = [];
  let question: SpokenMessage | null = null;
  let last: SpokenMessage | null = null;
  for (const message of messages) {
    if (message.client) {
      question ??= message;
      last = message;
    } else if (question !== null) {
      const minutes = office.minutesBetween(question.at.getTime(), message.at.getTime());
      waits.push({ question, minutes, answered: true });
      question = null;
    }
  }
  if (question !== null && last !== null && wantsAnswer(last)) {
    const minutes = waitingMinutes(office.minutesBetween(question.at.getTime(), now));
    if (minutes !== null) waits.push({ question, minutes, answered: false });
  }
  return waits;
}

/**
 * Whether a project's client waits too long: the median of first answers in office hours. A question
 * without an answer counts once it has waited for longer than is noticed.
 *
 * @param messages of one project, oldest first
 */
export function findSlow(
  messages: readonly SpokenMessage[],
  now: number,
  office: OfficeClock,
): FoundSignal | null {
  const conversations = Map.groupBy(messages, ({ conversation_id }) => conversation_id);
  const waits = [...conversations.values()].flatMap((spoken) => waitsIn(spoken, now, office));
  const middle = median(waits.map(({ minutes }) => minutes)) ?? 0;
  const severity = responseSeverity(middle);
  if (severity === 0) return null;
  const slow = waits.filter(({ minutes }) => minutes > SLOW_MINUTES.noticed)
    .sort((left, right) => right.question.at.getTime() - left.question.at.getTime());
  const newest = slow[0]!.question;
  const { evidence, counted } = keptRows(
    slow.map(({ question }) => ({ table: "chatwoot_messages", id: question.id })),
  );
  return {
    project_id: newest.project_id,
    kind: "slow_response",
    cause: "project",
    severity,
    confidence: countedConfidence.slow_response,
    facts: {
      ...counted,
      minutes: Math.round(middle),
      answers: waits.length,
      waiting: waits.filter(({ answered }) => !answered).length,
      contact: newest.contact,
      owner: newest.assignee,
    },
    evidence,
    occurred_at: newest.at.toISOString(),
  };
}
