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
    bias: -6.259,
    weights: { coverage: 4.972, reach: 3.491, strength: 0.25, margin: 2.672 },
  },
  threshold: 0.7,
  precision: 0.904,
  recall: 0.748,
  reliability: [
    { said: 0.042, right: 0.009, count: 229 },
    { said: 0.142, right: 0.054, count: 56 },
    { said: 0.257, right: 0.625, count: 16 },
    { said: 0.35, right: 0.529, count: 17 },
    { said: 0.449, right: 0.813, count: 16 },
    { said: 0.545, right: 0.529, count: 17 },
    { said: 0.643, right: 0.55, count: 20 },
    { said: 0.751, right: 0.875, count: 24 },
    { said: 0.859, right: 0.907, count: 54 },
    { said: 0.96, right: 0.908, count: 109 },
  ],
};
