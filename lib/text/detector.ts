import type { Grammar, PhraseBook } from "./grammar.ts";
import { anyOf, type Form, phrase } from "./pattern.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";
import { createStemmer } from "./stem.ts";

/** What a text says, and the sentence that says it. */
export interface Detected<Kind extends string> {
  kind: Kind;
  sentence: string;
}

/** Words before a phrase in which a negation is about it. */
const REACH = 4;

/** Longest sentence kept, characters. */
const LONGEST = 300;

interface CompiledGrammar {
  script: RegExp;
  affirmative: RegExp;
  negation: RegExp;
  /** A negation right behind a phrase. */
  denied: RegExp;
}

interface Matcher<Kind> {
  kind: Kind;
  /** All phrases at once: most sentences hold none. */
  any: RegExp;
  phrases: RegExp[];
  unless: RegExp | null;
  questions: boolean;
}

function listed(texts: readonly string[], form?: Form): string {
  return texts.map((text) => phrase(text, [","], form)).join("|");
}

function compileGrammar(grammar: Grammar, form?: Form): CompiledGrammar {
  const { script, affirmative, auxiliaries, negations } = grammar;
  return {
    script,
    affirmative: new RegExp(listed(affirmative, form), "gu"),
    negation: new RegExp(`(?<= )${anyOf(negations, form)}`, "gu"),
    denied: new RegExp(`^${anyOf(auxiliaries, form)}?${anyOf(negations, form)}`, "u"),
  };
}

/** Tells whether one of many phrases is there: at a space, which is found faster than it is looked back at. */
function anyPhrase(sources: readonly string[]): RegExp {
  const begun = sources.filter((source) => source.startsWith("^"));
  const within = sources.filter((source) => !source.startsWith("^"))
    .map((source) => source.replace("(?<= )", ""));
  const anywhere = within.length === 0 ? [] : [` (?:${within.join("|")})`];
  return new RegExp([...begun, ...anywhere].join("|"), "u");
}

function compile<Kind extends string>(
  kinds: readonly Kind[],
  { grammar, kinds: patterns }: PhraseBook<Kind>,
  form?: Form,
): { grammar: CompiledGrammar; matchers: Matcher<Kind>[] } {
  const matchers = kinds.map((kind) => {
    const { phrases, unless, questions, ...own } = patterns[kind];
    const breakers = [...grammar.negations, ...grammar.breakers, ...own.breakers];
    const sources = phrases.map((text) => phrase(text, breakers, form));
    return {
      ...{ kind, questions },
      any: anyPhrase(sources),
      phrases: sources.map((source) => new RegExp(source, "gu")),
      unless: unless.length === 0 ? null : new RegExp(`(?<= )${anyOf(unless, form)}`, "u"),
    };
  });
  return { grammar: compileGrammar(grammar, form), matchers };
}

/** The end of the clause before a place, at most so many words. */
function before(words: string, place: number, most: number): string {
  const clause = words.slice(words.lastIndexOf(" , ", place - 1) + 1, place);
  return ` ${clause.trim().split(" ").slice(-most).join(" ")} `;
}

/** Words of a sentence where a negation that denies nothing counts as another word. */
function weigh(words: string, { affirmative, negation }: CompiledGrammar): string {
  return words.replace(
    affirmative,
    (found) => ` ${found}`.replace(negation, (no) => `${"_".repeat(no.length - 1)} `).slice(1),
  );
}

/** Whether a sentence says it: its words, and the same as {@link weigh} leaves them. */
function says(
  words: string,
  weighed: string,
  matcher: Matcher<unknown>,
  grammar: CompiledGrammar,
): boolean {
  const { unless } = matcher;
  const meant = ({ index, 0: found }: RegExpExecArray) => {
    if (before(weighed, index, REACH).search(grammar.negation) >= 0) return false;
    if (grammar.denied.test(weighed.slice(index + found.length))) return false;
    return unless === null || !unless.test(before(weighed, index, Number.MAX_SAFE_INTEGER));
  };
  // phrases may be about such a negation, or go across one
  const texts = words === weighed ? [words] : [words, weighed];
  return texts.some((text) =>
    matcher.any.test(text) &&
    matcher.phrases.some((expression) => text.matchAll(expression).some(meant))
  );
}

/** Words of a sentence in the form that is compared. */
function formed({ words }: Sentence, form?: Form): string {
  return form === undefined ? words : words.split(" ").map(form).join(" ");
}

/** How a detector compares words. */
export interface DetectorOptions {
  /** Compares stems, so that a phrase stands for all its inflections. */
  stems?: boolean;
}

/** Finds what a text says: each kind once, with the first sentence that says it. */
export type Detector<Kind extends string> = (text: string) => Detected<Kind>[];

/**
 * Makes a detector of phrases in several languages, also mixed within a text. Words are compared as
 * wholes; a phrase that is denied says nothing, and neither does quoted text.
 *
 * @example
 * ```ts
 * const detect = createDetector(["urgent"], [english, russian], { stems: true });
 * detect("It is not urgent. Срочно нужен доступ!"); // [{ kind: "urgent", sentence: "Срочно нужен доступ!" }]
 * ```
 */
export function createDetector<Kind extends string>(
  kinds: readonly Kind[],
  books: readonly PhraseBook<Kind>[],
  { stems = false }: DetectorOptions = {},
): Detector<Kind> {
  const form = stems ? createStemmer() : undefined;
  const compiled = books.map((book) => compile(kinds, book, form));
  return (text) => {
    const found = new Map<Kind, string>();
    for (const sentence of sentencesOf(text)) {
      const words = formed(sentence, form);
      for (const { grammar, matchers } of compiled) {
        if (!grammar.script.test(words)) continue;
        const weighed = weigh(words, grammar);
        for (const matcher of matchers) {
          if (found.has(matcher.kind) || (sentence.question && !matcher.questions)) continue;
          if (!says(words, weighed, matcher, grammar)) continue;
          found.set(matcher.kind, sentence.text.slice(0, LONGEST));
        }
      }
    }
    return [...found].map(([kind, sentence]) => ({ kind, sentence }));
  };
}

/** Makes a test of names: whether one holds a phrase that is not denied. */
export function createNameMatcher(
  books: readonly { grammar: Grammar; phrases: readonly string[] }[],
): (name: string) => boolean {
  const compiled = books.map(({ grammar, phrases }) => ({
    negation: compileGrammar(grammar).negation,
    named: new RegExp(listed(phrases), "gu"),
  }));
  return (name) =>
    sentencesOf(name).some(({ words }) =>
      compiled.some(({ negation, named }) =>
        [...words.matchAll(named)].some(({ index }) =>
          before(words, index, REACH).search(negation) < 0
        )
      )
    );
}
