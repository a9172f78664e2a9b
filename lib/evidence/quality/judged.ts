import type { QualityModel, ReliabilityBin } from "./calibration.ts";

/**
 * What `deno task eval:search --calibrate` measured on the judged sets: questions asked of the set that
 * answers them, and of one that does not. Written by that command; change it by running it.
 */
export const JUDGED: {
  model: QualityModel;
  /** Chance from which on there is an answer. */
  threshold: number;
  /** Share of the questions with an answer at that threshold whose three best hits were right. */
  precision: number;
  /** Share of the answerable questions that get an answer. */
  recall: number;
  reliability: ReliabilityBin[];
} = {
  model: { bias: -4, weights: { coverage: 4, reach: 2, strength: 4, margin: 1 } },
  threshold: 0.5,
  precision: 0,
  recall: 0,
  reliability: [],
};
