import type { QualityFeatures } from "./features.ts";
import { JUDGED } from "./judged.ts";

/** A logistic model of whether one of the three best hits answers the question. */
export interface QualityModel {
  bias: number;
  weights: Record<keyof QualityFeatures, number>;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** The model's chance, 0 to 1, that one of the three best hits answers the question. */
export function chanceOf(features: QualityFeatures, model: QualityModel = JUDGED.model): number {
  const names = Object.keys(model.weights) as (keyof QualityFeatures)[];
  return sigmoid(
    names.reduce((sum, name) => sum + model.weights[name] * features[name], model.bias),
  );
}

/** Questions whose chance was about this, and how many of them were answered. */
export interface ReliabilityBin {
  /** Mean chance that was said, 0 to 1. */
  said: number;
  /** Share that was right. */
  right: number;
  count: number;
}

/** Bins of a reliability curve. */
export const BINS = 10;

/** The bin of a chance. */
export function binOf(chance: number): number {
  return Math.min(BINS - 1, Math.floor(chance * BINS));
}

/** Compares chances with what came of them, in ten bins; empty ones are left out. */
export function reliability(rows: readonly { said: number; right: boolean }[]): ReliabilityBin[] {
  return [...Map.groupBy(rows, ({ said }) => binOf(said))].sort(([left], [right]) => left - right)
    .map(([, bin]) => ({
      said: bin.reduce((sum, { said }) => sum + said, 0) / bin.length,
      right: bin.filter(({ right }) => right).length / bin.length,
      count: bin.length,
    }));
}

/** Expected calibration error (Naeini 2015): how far chances are from shares, weighted by count. */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return total === 0
    ? 0
    : bins.reduce((sum, { said, right, count }) => sum + Math.abs(said - right) * count, 0) / total;
}

/** What people said of answers with a chance in a bin. */
export interface BinFeedback {
  bin: number;
  helpful: number;
  useless: number;
}

/** Answers rated before they count as much as the judged questions. */
const PRIOR = 20;

/**
 * The chance, corrected by what people of this scope said of answers like it: the mean of a beta
 * distribution whose prior is the model's own word, worth twenty ratings.
 */
export function calibrated(chance: number, feedback: readonly BinFeedback[]): number {
  const own = feedback.find(({ bin }) => bin === binOf(chance));
  if (own === undefined) return chance;
  return (PRIOR * chance + own.helpful) / (PRIOR + own.helpful + own.useless);
}

/**
 * Fits the model by gradient descent on the log loss, lightly held back from large weights.
 *
 * @param rows features with whether one of the three best hits was right
 */
export function fitQuality(
  rows: readonly { features: QualityFeatures; right: boolean }[],
): QualityModel {
  const model: QualityModel = {
    bias: 0,
    weights: { coverage: 0, reach: 0, strength: 0, margin: 0 },
  };
  const names = Object.keys(model.weights) as (keyof QualityFeatures)[];
  for (let step = 0; step < 20_000; step++) {
    const gradient = { bias: 0, weights: { coverage: 0, reach: 0, strength: 0, margin: 0 } };
    for (const { features, right } of rows) {
      const error = chanceOf(features, model) - Number(right);
      gradient.bias += error / rows.length;
      for (const name of names) gradient.weights[name] += error * features[name] / rows.length;
    }
    model.bias -= gradient.bias;
    for (const name of names) {
      model.weights[name] -= gradient.weights[name] + 0.0005 * model.weights[name];
    }
  }
  return model;
}
