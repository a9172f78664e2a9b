import { createStemmer } from "../../text/mod.ts";
import { STOP_WORDS } from "./stop_words.ts";

/** Words that hold together: `ENG-123`, `hadoop-common`, `node.js`, `user_id`, `don't`. */
const COMPOUND = /[\p{L}\p{N}_]+(?:[-'’.][\p{L}\p{N}_]+)*/gu;

/** What a compound is made of. */
const SEPARATOR = /[-'’._]+/;

/** The parts of camelCase, HTTPServer and ipv4. */
const HUMP = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|\p{L}+/gu;

/** Longer ones are keys and hashes: nobody asks for a part of them. */
const LONGEST = 64;

const stem = createStemmer();

/** A text in the one form that texts are compared in. */
export function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll("ё", "е").replaceAll("’", "'");
}

function add(part: string, terms: string[]): void {
  const word = plain(part).slice(0, LONGEST);
  if (STOP_WORDS.has(word) || (word.length < 2 && !/\p{N}/u.test(word))) return;
  terms.push(stem(word));
}

/**
 * What a text is found by, in order, repetitions included: stems of its words without those that say
 * nothing, English and Russian; identifiers both whole and in their parts, so that `ENG-123`,
 * `getFileStatus` and `user_id` are found by either.
 *
 * @example
 * ```ts
 * termsOf("Deadlines of ENG-123"); // ["deadlin", "eng", "123", "eng-123"]
 * ```
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [compound] of text.normalize("NFKC").matchAll(COMPOUND)) {
    const parts = compound.split(SEPARATOR).filter((part) => part !== "");
    for (const part of parts) {
      const humps = part.match(HUMP) ?? [];
      add(part, terms);
      if (humps.length > 1) { for (const hump of humps) add(hump, terms); }
    }
    if (parts.length > 1) terms.push(plain(compound).slice(0, LONGEST));
  }
  return terms;
}

/** Counts terms: each distinct one with how often it occurs, `weight` for each time. */
export function countTerms(
  terms: readonly string[],
  weight = 1,
  counts: Map<string, number> = new Map(),
): Map<string, number> {
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + weight);
  return counts;
}
