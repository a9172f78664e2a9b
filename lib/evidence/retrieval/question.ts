import { STOP_WORDS } from "../text/stop_words.ts";
import { countTerms, plain, termsOf } from "../text/terms.ts";

/** A question, taken apart. */
export interface Question {
  text: string;
  /** Distinct terms with how often each occurs. */
  terms: Map<string, number>;
  /** Words as they are written, in lower case, without those that say nothing. */
  words: string[];
  /** Short names like `eng-123`, in lower case. */
  identifiers: string[];
}

/** Terms that are looked for, the first ones: what comes after is a pasted log. */
const MOST_TERMS = 120;

/** Takes a question apart. One of signs alone has no terms and finds nothing. */
export function questionOf(text: string): Question {
  const written = plain(text);
  const words = (written.match(/[\p{L}\p{N}]+(?:[-_'][\p{L}\p{N}]+)*/gu) ?? [])
    .filter((word) => !STOP_WORDS.has(word));
  const terms = [...countTerms(termsOf(text))].slice(0, MOST_TERMS);
  return {
    text,
    terms: new Map(terms),
    words: [...new Set(words)].slice(0, MOST_TERMS),
    identifiers: [
      ...new Set(
        written.match(
          /(?<![\p{L}\p{N}])\p{L}[\p{L}\p{N}]{0,9}-\d{1,7}(?![\p{L}\p{N}]|[-.]\p{N})/gu,
        ) ?? [],
      ),
    ],
  };
}
