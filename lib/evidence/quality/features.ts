import type { Hit } from "../retrieval/hit.ts";
import type { TermWeights } from "../retrieval/legs/bm25.ts";

/** What the quality of what was found is told from; each 0 to 1. */
export interface QualityFeatures {
  /** The weight of the question's terms that the best hit has, as a share of all. */
  coverage: number;
  /** The same of the three best together. */
  reach: number;
  /** BM25 of the best hit, as a share of what could be. */
  strength: number;
  /** How far the best hit stands out from the third. */
  margin: number;
}

/** Hits that are looked at. */
const BEST = 3;

function shareOf(terms: Iterable<string>, weights: TermWeights): number {
  const total = weights.values().reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return 0;
  return [...new Set(terms)].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0) / total;
}

/** The features of what was found. */
export function featuresOf(hits: readonly Hit[], weights: TermWeights): QualityFeatures {
  const best = hits.slice(0, BEST);
  const [first] = best;
  if (first === undefined) return { coverage: 0, reach: 0, strength: 0, margin: 0 };
  const third = best[BEST - 1]?.score ?? 0;
  return {
    coverage: shareOf(first.why.terms, weights),
    reach: shareOf(best.flatMap(({ why }) => why.terms), weights),
    strength: Math.min(1, first.why.parts.bm25 ?? 0),
    margin: first.score === 0 ? 0 : Math.max(0, (first.score - third) / first.score),
  };
}
