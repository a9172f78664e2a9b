import { JUDGED } from "../quality/judged.ts";
import type { Hit } from "../retrieval/hit.ts";
import type { TermWeights } from "../retrieval/legs/bm25.ts";
import { sentencesIn } from "../text/sentences.ts";
import { termsOf } from "../text/terms.ts";

/** A sentence of the evidence, and which hit it is of. */
export interface Quote {
  text: string;
  /** Rank of the hit, from 1. */
  citation: number;
}

/** What the evidence says to a question. */
export interface Answer {
  /** False: it says too little to answer from. */
  enough: boolean;
  quotes: Quote[];
  /** A model's wording of the quotes, with their numbers in brackets; null without one. */
  summary: string | null;
}

/** Hits that are quoted, sentences in all, and characters of one. */
const HITS = 5;
const SENTENCES = 4;
const LONGEST = 320;

/** A further sentence has to say this share of the question's weight that no other says. */
const LEAST_GAIN = 0.08;

interface Sentence extends Quote {
  terms: Set<string>;
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`;
}

function sentencesOf(hits: readonly Hit[]): Sentence[] {
  return hits.slice(0, HITS).flatMap(({ text, rank }) =>
    sentencesIn(text).map((sentence) => ({
      text: cut(sentence.text),
      citation: rank,
      terms: new Set(termsOf(sentence.text)),
    }))
  );
}

/** What of the question a sentence says that those before do not; better hits speak first. */
function gain(
  { terms, citation }: Sentence,
  weights: TermWeights,
  said: ReadonlySet<string>,
): number {
  let sum = 0;
  for (const term of terms) if (!said.has(term)) sum += weights.get(term) ?? 0;
  return sum * (1 - 0.08 * (citation - 1));
}

/**
 * The sentences of the best hits that say most of what was asked, each with the number of its hit. Nothing
 * is said that the evidence does not say.
 *
 * @param chance that one of the three best hits answers, 0 to 1
 */
export function answerOf(hits: readonly Hit[], weights: TermWeights, chance: number): Answer {
  if (hits.length === 0 || chance < JUDGED.threshold) {
    return { enough: false, quotes: [], summary: null };
  }
  const total = weights.values().reduce((sum, weight) => sum + weight, 0);
  const sentences = sentencesOf(hits);
  const said = new Set<string>();
  const quotes: Quote[] = [];
  while (quotes.length < SENTENCES && sentences.length > 0) {
    const rated = sentences.map((sentence, index) => ({
      index,
      gain: gain(sentence, weights, said),
    }));
    const best = rated.reduce((left, right) => right.gain > left.gain ? right : left);
    if (best.gain < LEAST_GAIN * total && quotes.length > 0) break;
    const [{ text, citation, terms }] = sentences.splice(best.index, 1) as [Sentence];
    for (const term of terms) said.add(term);
    if (!quotes.some((quote) => quote.text === text)) quotes.push({ text, citation });
  }
  return {
    enough: true,
    quotes: quotes.sort((left, right) => left.citation - right.citation),
    summary: null,
  };
}
