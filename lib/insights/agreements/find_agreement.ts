import { createDetector, sentencesOf } from "../../text/mod.ts";
import { dueIn } from "../continuity/dates/due.ts";
import { en } from "./words/en.ts";
import { type Act, ACTS, type AgreementKind } from "./words/kinds.ts";
import { namesMoney } from "./words/money.ts";
import { ru } from "./words/ru.ts";

/** A message as far as agreements go. */
export interface Said {
  id: string;
  direction: "incoming" | "outgoing";
  content: string;
  author: string | null;
  at: Date;
}

/** An agreement as it was said, with the messages that say it, the last one first. */
export interface Agreed {
  kind: AgreementKind;
  quote: string;
  messages: { id: string; words: string }[];
}

/** Phrases are compared as they are written: inflections tell an approval from the asking for one. */
const detect = createDetector(ACTS, [en, ru]);

/** A yes answers what was said up to so long before, milliseconds. */
const ANSWERS_WITHIN = 7 * 86_400_000;

/** Longest quote, characters. */
const LONGEST = 1000;

/** Words beyond which a sentence that begins with yes is a thought of its own. */
const MOST_WORDS = 12;

/** A day as the word for the day that sentences name, whatever day that is. */
const ANY_DAY = new Date("2026-06-03T12:00:00Z");

const actsOf = (text: string) =>
  new Map(detect(text).map(({ kind, sentence }) => [kind, sentence] as [Act, string]));

const wordsOf = (text: string) => sentencesOf(text).map(({ words }) => words).join("");

/** What an agreement in these words is about: money above days, days above conditions. */
function kindOf(text: string): AgreementKind {
  if (namesMoney(text)) return "price";
  if (detect(text).some(({ kind }) => kind === "terms")) return "terms";
  return dueIn(wordsOf(text), ANY_DAY, "UTC") === null ? "approval" : "deadline";
}

/** The sentence a yes answers: what the other side proposed last. Null: it proposed nothing. */
function proposalIn(before: Said | undefined, answer: Said): string | null {
  if (before === undefined || before.direction === answer.direction) return null;
  if (answer.at.getTime() - before.at.getTime() > ANSWERS_WITHIN) return null;
  return actsOf(before.content).get("proposed") ??
    sentencesOf(before.content).find(({ text }) => namesMoney(text))?.text ?? null;
}

/** "Yes, but": what follows takes some of it back. */
const RESERVED = / (but|however|though|но|однако|хотя) /;

/** Whether a sentence is a yes and nothing else of weight. */
function plainYes(sentence: string): boolean {
  const [first] = sentencesOf(sentence);
  return first !== undefined && !first.question && !RESERVED.test(first.words) &&
    first.words.trim().split(" ").length <= MOST_WORDS;
}

/**
 * What a message agrees to: it says that something was agreed, the client approves something, or it is a
 * yes to what the other side proposed just before. English and Russian. Null: nothing.
 *
 * @param before the message before it in its conversation
 */
export function findAgreement(message: Said, before: Said | undefined): Agreed | null {
  const acts = actsOf(message.content);
  const agreed = acts.get("agreed");
  if (agreed !== undefined) return said(kindOf(agreed), [message, agreed]);
  const proposal = proposalIn(before, message);
  const approved = message.direction === "incoming" ? acts.get("approved") : undefined;
  if (approved !== undefined) {
    const kind = namesMoney(`${proposal ?? ""} ${approved}`) ? "price" : "approval";
    return proposal === null
      ? said(kind, [message, approved])
      : said(kind, [message, approved], [before!, proposal]);
  }
  const accepted = acts.get("accepted");
  if (accepted === undefined || proposal === null || !plainYes(accepted)) return null;
  return said(kindOf(`${proposal} ${accepted}`), [message, accepted], [before!, proposal]);
}

function said(kind: AgreementKind, ...parts: [Said, string][]): Agreed {
  const quote = parts.toReversed().map(([, sentence]) => sentence).join(" — ").slice(0, LONGEST);
  return { kind, quote, messages: parts.map(([{ id }, words]) => ({ id, words })) };
}
