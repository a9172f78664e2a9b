import {
  calibrationError,
  chanceOf,
  fitQuality,
  type QualityModel,
  reliability,
  type ReliabilityBin,
} from "@/lib/evidence/mod.ts";
import type { AskedQuestion } from "./measure.ts";

/** A calibrated figure of quality, and how far it holds. */
export interface Calibration {
  model: QualityModel;
  threshold: number;
  precision: number;
  recall: number;
  reliability: ReliabilityBin[];
  /** Of the bins above, whose questions the model had not seen. */
  error: number;
}

/** Of questions with an answer this share shall have a right one among the three best hits. */
const WANTED_PRECISION = 0.9;

/** Parts for cross-validation. */
const FOLDS = 5;

const rounded = (value: number) => Math.round(value * 1000) / 1000;

/**
 * Fits the figure of quality, and measures it on questions it was not fitted on (five-fold): the
 * reliability curve, and from where on an answer is right often enough to be given.
 */
export function calibrate(asked: readonly AskedQuestion[]): Calibration {
  const rows = Array.from({ length: FOLDS }, (_, fold) => {
    const model = fitQuality(asked.filter((_, index) => index % FOLDS !== fold));
    return asked.filter((_, index) => index % FOLDS === fold)
      .map(({ features, right }) => ({ said: chanceOf(features, model), right }));
  }).flat();
  const answerable = rows.filter(({ right }) => right).length;
  const at = (threshold: number) => {
    const given = rows.filter(({ said }) => said >= threshold);
    const right = given.filter(({ right }) => right).length;
    return {
      threshold,
      precision: given.length === 0 ? 0 : right / given.length,
      recall: right / answerable,
    };
  };
  const points = Array.from({ length: 99 }, (_, index) => at((index + 1) / 100));
  const enough = points.find(({ precision }) => precision >= WANTED_PRECISION) ??
    points.reduce((left, right) => right.precision > left.precision ? right : left);
  const model = fitQuality(asked);
  const bins = reliability(rows);
  return {
    model: {
      bias: rounded(model.bias),
      weights: {
        coverage: rounded(model.weights.coverage),
        reach: rounded(model.weights.reach),
        strength: rounded(model.weights.strength),
        margin: rounded(model.weights.margin),
      },
    },
    threshold: enough.threshold,
    precision: rounded(enough.precision),
    recall: rounded(enough.recall),
    reliability: bins.map(({ said, right, count }) => ({
      said: rounded(said),
      right: rounded(right),
      count,
    })),
    error: rounded(calibrationError(bins)),
  };
}
