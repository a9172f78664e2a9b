import { termsOf } from "../text/terms.ts";

/** What all the question's neighbouring terms, found side by side, add to a score. */
export const PHRASE_WEIGHT = 0.1;

const pairsOf = (terms: readonly string[]) =>
  new Set(terms.slice(1).map((term, index) => `${terms[index]} ${term}`));

/**
 * Makes a measure of how much of a question's wording a text repeats: the share of its pairs of
 * neighbouring terms that are neighbours there as well, 0 to 1.
 */
export function phraseMeasure(question: string): (text: string) => number {
  const asked = pairsOf(termsOf(question));
  if (asked.size === 0) return () => 0;
  return (text) => asked.intersection(pairsOf(termsOf(text))).size / asked.size;
}
