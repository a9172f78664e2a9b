import { createDetector, sentencesOf } from "../../../text/mod.ts";
import { type Day } from "../dates/calendar.ts";
import { dueIn } from "../dates/due.ts";
import { en } from "./en.ts";
import { ru } from "./ru.ts";

/** A promise as it was said. */
export interface Promised {
  /** The sentence, with the one before it where it is too short to say what is promised. */
  quote: string;
  /** The day it is promised for. */
  due: Day | null;
}

/** Phrases are compared as they are written: in Russian, "will do" and "did" have one stem. */
const detect = createDetector(["promise"], [en, ru]);

/** Words below which a sentence rather says when than what: "Сделаем к пятнице." */
const FEW_WORDS = 5;

/** A condition makes a sentence no promise, wherever it stands; doubt does at its beginning. */
const CONDITION = / (if|unless|provided that|если|при условии) /;
const WHETHER = / (check|see|test|verify) if /;
const DOUBT =
  /^ (once|when|as soon as|after|maybe|perhaps|possibly|когда|как только|после|возможно|может|наверное) /;

/**
 * What a message of the team promises to do, and for when: English and Russian. Null: nothing, or only
 * under a condition.
 *
 * @param at when it was said
 * @param timeZone the scope's, in which "tomorrow" is meant
 */
export function findPromise(text: string, at: Date, timeZone: string): Promised | null {
  const [found] = detect(text);
  if (found === undefined) return null;
  const sentences = sentencesOf(text);
  const place = sentences.findIndex((sentence) => sentence.text.startsWith(found.sentence));
  const own = sentences[place]!;
  const conditional = CONDITION.test(own.words) && !WHETHER.test(own.words);
  if (conditional || DOUBT.test(own.words)) return null;
  const words = own.words.trim().split(" ").length;
  const before = sentences[place - 1];
  const quote = words < FEW_WORDS && before !== undefined && !before.question
    ? `${before.text} ${own.text}`
    : own.text;
  return { quote: quote.slice(0, 1000), due: dueIn(own.words, at, timeZone) };
}
