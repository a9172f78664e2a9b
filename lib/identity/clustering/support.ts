import type { Dataset } from "../matching/dataset.ts";
import { combine, type Model, weightOf, weightsOf } from "../matching/model.ts";
import { pairAnswers } from "../matching/slot.ts";

/** Pairs of records looked at when two clusters are compared; of larger ones, an even selection. */
const MOST_PAIRS = 64;

/**
 * Says what two groups of records tell about being one entity, bits: for each question, the average over
 * all pairs of records that answer it. So a record without a phone takes nothing away from the others'
 * phones, but one lucky pair of values does not outweigh those that differ.
 */
export function supportOf(
  dataset: Dataset,
  model: Model,
): (a: readonly number[], b: readonly number[]) => number {
  const weights = weightsOf(model);
  const slots = dataset.slots.length;
  const alternatives = weights.prior.length;
  const answers = pairAnswers(slots);
  const sums = new Float64Array(slots * alternatives);
  const answered = new Uint32Array(slots);
  const odds = new Float64Array(alternatives);

  function add(i: number, j: number): void {
    dataset.compare(i, j, answers, 0);
    for (let slot = 0; slot < slots; slot++) {
      const level = answers.level[slot]!;
      if (level === 0) continue;
      answered[slot]!++;
      for (let k = 0; k < alternatives; k++) {
        sums[k * slots + slot]! += weightOf(weights, k, slot, level, answers.chance[slot]!);
      }
    }
  }

  return (a, b) => {
    sums.fill(0);
    answered.fill(0);
    const pairs = a.length * b.length;
    const step = Math.max(1, pairs / MOST_PAIRS);
    for (let at = 0; at < pairs; at += step) {
      const pair = Math.floor(at);
      add(a[Math.floor(pair / b.length)]!, b[pair % b.length]!);
    }
    for (let k = 0; k < alternatives; k++) {
      let bits = weights.prior[k]!;
      for (let slot = 0; slot < slots; slot++) {
        if (answered[slot]! > 0) bits += sums[k * slots + slot]! / answered[slot]!;
      }
      odds[k] = bits;
    }
    return combine(odds);
  };
}
