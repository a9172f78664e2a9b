import { MOST_RECORDS } from "./candidates.ts";
import type { Dataset } from "./dataset.ts";
import { combine, type Model, oddsOf, weightsOf } from "./model.ts";
import { pairAnswers } from "./slot.ts";

/** A pair of records and the odds, in bits, that they are of one entity. */
export interface Edge {
  i: number;
  j: number;
  bits: number;
}

/** Scores candidates; keeps those with odds of at least `least` bits. */
export function scoreCandidates(
  dataset: Dataset,
  model: Model,
  candidates: Float64Array,
  least: number,
): Edge[] {
  const answers = pairAnswers(dataset.slots.length);
  const weights = weightsOf(model);
  const odds = new Float64Array(model.alternatives.length);
  const edges: Edge[] = [];
  for (const code of candidates) {
    const [i, j] = [Math.floor(code / MOST_RECORDS), code % MOST_RECORDS];
    dataset.compare(i, j, answers, 0);
    if (!oddsOf(weights, answers, 0, odds, least)) continue;
    const bits = combine(odds);
    if (bits >= least) edges.push({ i, j, bits });
  }
  return edges;
}
