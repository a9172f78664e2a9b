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
  model: {
    bias: -5.415,
    weights: { coverage: 4.796, reach: 3.021, strength: 0.478, margin: 3.501 },
  },
  threshold: 0.72,
  precision: 0.903,
  recall: 0.732,
  reliability: [
    { said: 0.037, right: 0.013, count: 224 },
    { said: 0.147, right: 0.075, count: 53 },
    { said: 0.254, right: 0.538, count: 26 },
    { said: 0.349, right: 0.385, count: 13 },
    { said: 0.446, right: 0.583, count: 12 },
    { said: 0.547, right: 0.55, count: 20 },
    { said: 0.64, right: 0.722, count: 18 },
    { said: 0.742, right: 0.767, count: 30 },
    { said: 0.853, right: 0.83, count: 47 },
    { said: 0.964, right: 0.948, count: 115 },
  ],
};
