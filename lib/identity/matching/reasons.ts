import type { Dataset } from "./dataset.ts";
import { type Model, weightOf, weightsOf } from "./model.ts";
import { pairAnswers } from "./slot.ts";

/** One answer about two records and what it is worth, bits; negative speaks against a match. */
export interface Reason {
  /** The field or question: `surname`, `email`, `name_order`. */
  field: string;
  /** How far it agrees: `exact`, `sound`, `near`, … `different`. */
  level: string;
  bits: number;
}

/** Answers worth less than this either way say nothing worth reading, bits. */
const LEAST = 0.5;

/** Makes the function that explains a pair of records, the strongest reason first. */
export function explainerOf(dataset: Dataset, model: Model): (i: number, j: number) => Reason[] {
  const weights = weightsOf(model);
  const answers = pairAnswers(dataset.slots.length);
  return (i, j) => {
    dataset.compare(i, j, answers, 0);
    return dataset.slots.flatMap((slot, index) => {
      const level = answers.level[index]!;
      if (level === 0) return [];
      const bits = weightOf(weights, 0, index, level, answers.chance[index]!);
      const field = slot.name.replace(/_(one|both)_names?$/, "");
      return Math.abs(bits) < LEAST
        ? []
        : [{ field, level: slot.levels[level - 1]!, bits: Math.round(bits * 10) / 10 }];
    }).sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits) || (a.field < b.field ? -1 : 1));
  };
}
