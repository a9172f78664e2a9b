import type { Hit } from "../retrieval/hit.ts";
import { coverageOf } from "../retrieval/wording.ts";
import type { TermWeights } from "../retrieval/legs/bm25.ts";

/** What the quality of what was found is told from; each 0 to 1. */
export interface QualityFeatures {
  /** The weight of the question's terms that the best hit has, as a share of all. */
  coverage: number;
  /** The same of the three best together. */
  reach: number;
  /** BM25 of the best hit, as a share of what could be. */
  strength: number;
  /** How far the best hit stands out from the last of ten. */
  margin: number;
}

/** Hits that are looked at. */
const BEST = 3;

/** The place of the last hit that is looked at, from 0: with fewer, the best stands alone. */
const LAST = 9;

/** The features of what was found. */
export function featuresOf(hits: readonly Hit[], weights: TermWeights): QualityFeatures {
  const best = hits.slice(0, BEST);
  const [first] = best;
  if (first === undefined) return { coverage: 0, reach: 0, strength: 0, margin: 0 };
  return {
    coverage: coverageOf(first.why.terms, weights),
    reach: coverageOf(best.flatMap(({ why }) => why.terms), weights),
    strength: Math.min(1, first.why.parts.bm25 ?? 0),
    margin: first.score === 0 ? 0 : (first.score - (hits[LAST]?.score ?? 0)) / first.score,
  };
}
