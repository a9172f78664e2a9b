import { en } from "./en.ts";
import { type Language, TEXT_KINDS, type TextKind } from "./language.ts";
import { anyOf, phrase } from "./pattern.ts";
import { ru } from "./ru.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";

/** What a text says, and the sentence that says it. */
export interface Detected {
  kind: TextKind;
  sentence: string;
}

/** Words before a phrase in which a negation is about it. */
const REACH = 4;

/** Longest sentence kept, characters. */
const LONGEST = 300;

interface Matcher {
  kind: TextKind;
  /** All phrases at once: most sentences hold none. */
  any: RegExp;
  phrases: RegExp[];
  unless: RegExp | null;
  questions: boolean;
}

interface CompiledLanguage {
  script: RegExp;
  affirmative: RegExp;
  negation: RegExp;
  /** A negation right behind a phrase. */
  denied: RegExp;
  matchers: Matcher[];
  blocked: RegExp;
}

function compile(language: Language): CompiledLanguage {
  const { negations, auxiliaries } = language;
  const breakers = [...negations, ...language.breakers];
  const matcher = (kind: TextKind): Matcher => {
    const { phrases, unless, questions, ...own } = language.kinds[kind];
    const sources = phrases.map((text) => phrase(text, [...breakers, ...own.breakers]));
    return {
      ...{ kind, questions, any: new RegExp(sources.join("|"), "u") },
      phrases: sources.map((source) => new RegExp(source, "gu")),
      unless: unless.length === 0 ? null : new RegExp(`(?<= )${anyOf(unless)}`, "u"),
    };
  };
  const listed = (texts: readonly string[]) => texts.map((text) => phrase(text, [","])).join("|");
  return {
    script: language.script,
    affirmative: new RegExp(listed(language.affirmative), "gu"),
    negation: new RegExp(`(?<= )${anyOf(negations)}`, "gu"),
    denied: new RegExp(`^${anyOf(auxiliaries)}?${anyOf(negations)}`, "u"),
    matchers: TEXT_KINDS.map(matcher),
    blocked: new RegExp(listed(language.blocked), "gu"),
  };
}

const languages = [en, ru].map(compile);

/** The end of the clause before a place, at most so many words. */
function before(words: string, place: number, most: number): string {
  const clause = words.slice(words.lastIndexOf(" , ", place - 1) + 1, place);
  return ` ${clause.trim().split(" ").slice(-most).join(" ")} `;
}

function says(sentence: Sentence, matcher: Matcher, language: CompiledLanguage): boolean {
  if (sentence.question && !matcher.questions) return false;
  // a negation that denies nothing counts as another word
  const weighed = sentence.words.replace(
    language.affirmative,
    (found) =>
      ` ${found}`.replace(language.negation, (no) => `${"_".repeat(no.length - 1)} `)
        .slice(1),
  );
  const meant = ({ index, 0: found }: RegExpExecArray) => {
    if (before(weighed, index, REACH).search(language.negation) >= 0) return false;
    if (language.denied.test(weighed.slice(index + found.length))) return false;
    return matcher.unless === null ||
      !matcher.unless.test(before(weighed, index, Number.MAX_SAFE_INTEGER));
  };
  // phrases may be about such a negation, or go across one
  return [sentence.words, weighed].some((words) =>
    matcher.any.test(words) &&
    matcher.phrases.some((expression) => words.matchAll(expression).some(meant))
  );
}

/**
 * What a message says of approvals, scope and invoices, each kind once with the first sentence that
 * says it. English and Russian, also mixed; quoted text does not count.
 *
 * @example detect("Счёт оплатили вчера.") // [{ kind: "invoice_paid", sentence: "Счёт оплатили вчера." }]
 */
export function detect(text: string): Detected[] {
  const found = new Map<TextKind, string>();
  for (const sentence of sentencesOf(text)) {
    for (const language of languages) {
      if (!language.script.test(sentence.words)) continue;
      for (const matcher of language.matchers) {
        if (found.has(matcher.kind) || !says(sentence, matcher, language)) continue;
        found.set(matcher.kind, sentence.text.slice(0, LONGEST));
      }
    }
  }
  return [...found].map(([kind, sentence]) => ({ kind, sentence }));
}

/** Whether a workflow state or a label of this name is for work that is blocked. */
export function namesBlocked(name: string): boolean {
  return sentencesOf(name).some(({ words }) =>
    languages.some(({ blocked, negation }) =>
      [...words.matchAll(blocked)].some(({ index }) =>
        before(words, index, REACH).search(negation) < 0
      )
    )
  );
}
