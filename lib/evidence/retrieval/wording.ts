import { termsOf } from "../text/terms.ts";

/** What all the question's neighbouring terms, found side by side, add to a score. */
export const PHRASE_WEIGHT = 0.05;

/** What having all the question's terms, by their weight, adds to a score. */
export const COVERAGE_WEIGHT = 0.1;

/** The weight of the terms that a text has, as a share of all the question's. */
export function coverageOf(terms: Iterable<string>, weights: ReadonlyMap<string, number>): number {
  const total = weights.values().reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return 0;
  return new Set(terms).values().reduce((sum, term) => sum + (weights.get(term) ?? 0), 0) / total;
}

const pairsOf = (terms: readonly string[]) =>
  new Set(terms.slice(1).map((term, index) => `${terms[index]} ${term}`));

/**
 * Makes a measure of how much of a question's wording a text repeats: the share of its pairs of
 * neighbouring terms that are neighbours there as well, 0 to 1.
 */
export function phraseMeasure(
  question: string,
): (text: string, terms?: ReadonlySet<string>) => number {
  const asked = pairsOf(termsOf(question));
  const pairs = [...asked].map((pair) => pair.split(" ") as [string, string]);
  if (asked.size === 0) return () => 0;
  return (text, terms) => {
    // where no two neighbours both are, the text need not be read
    const may = terms === undefined || pairs.some(([one, two]) => terms.has(one) && terms.has(two));
    return may ? asked.intersection(pairsOf(termsOf(text))).size / asked.size : 0;
  };
}
