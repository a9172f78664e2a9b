import type { AtomSource } from "./atoms.ts";
import type { Dataset } from "./dataset.ts";
import { MOST_RECORDS } from "./candidates.ts";
import { combine, type Model, oddsOf, priorModel, probability, weightsOf } from "./model.ts";
import { type PairAnswers, pairAnswers } from "./slot.ts";

/** How the model is estimated. */
export interface EstimateOptions {
  /** Most candidate pairs, and most pairs taken at random, that are looked at. */
  pairs: number;
  rounds: number;
  /** How many matching (other) pairs the prior shares of levels are worth. */
  strength: number;
}

export const defaultEstimate: EstimateOptions = { pairs: 40_000, rounds: 20, strength: 10 };

/** Estimation ends when the share of matches moves by less than this, bits; but not before these rounds. */
const SETTLED = 0.005;
const LEAST_ROUNDS = 6;

/** Answers about many pairs, one after the other. */
interface Sample {
  size: number;
  /** How many pairs each one stands for. */
  scale: number;
  answers: PairAnswers;
}

function compareAll(
  dataset: Dataset,
  pairs: readonly (readonly [number, number])[],
  scale: number,
): Sample {
  const width = dataset.slots.length;
  const answers = pairAnswers(pairs.length * width);
  pairs.forEach(([i, j], index) => dataset.compare(i, j, answers, index * width));
  return { size: pairs.length, scale, answers };
}

/** Evenly spaced candidates. */
function sampleCandidates(dataset: Dataset, candidates: Float64Array, most: number): Sample {
  const size = Math.min(most, candidates.length);
  const scale = size === 0 ? 0 : candidates.length / size;
  const pairs = Array.from({ length: size }, (_, index) => {
    const code = candidates[Math.floor(index * scale)]!;
    return [Math.floor(code / MOST_RECORDS), code % MOST_RECORDS] as const;
  });
  return compareAll(dataset, pairs, scale);
}

/** Numbers below a bound, always the same ones: a linear congruential sequence (Numerical Recipes). */
function sequence(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

/** Pairs taken at random. */
function sampleRandom(dataset: Dataset, most: number): Sample {
  const { records } = dataset;
  const next = sequence();
  const size = Math.min(most, records * (records - 1) / 2);
  const pairs = Array.from({ length: size }, () => {
    const i = next(records);
    const j = next(records - 1);
    return [i, j < i ? j : j + 1] as const;
  });
  return compareAll(dataset, pairs, 1);
}

/** Bounds of the run of equal hashes around `at`, in sorted memberships `hash · 2^21 + record`. */
function runAround(memberships: Float64Array, at: number): [number, number] {
  const hash = (index: number) => Math.floor(memberships[index]! / MOST_RECORDS);
  let [from, to] = [at, at + 1];
  while (from > 0 && hash(from - 1) === hash(at)) from--;
  while (to < memberships.length && hash(to) === hash(at)) to++;
  return [from, to];
}

/** Pairs taken at random among those whose given names, surnames, or both sound alike. */
function sampleNamesakes(dataset: Dataset, most: number): Sample {
  const { records, names } = dataset;
  if (names === null) return compareAll(dataset, [], 1);
  const next = sequence();
  const hashes: number[] = [];
  const hashOf = (source: AtomSource, record: number): number | undefined => {
    hashes.length = 0;
    source.hashes(record, hashes);
    return hashes[0];
  };
  const pairs: [number, number][] = [];
  for (const sources of [[names.given], [names.surname], [names.given, names.surname]]) {
    const memberships = new Float64Array(records);
    let size = 0;
    for (let record = 0; record < records; record++) {
      const own = sources.map((source) => hashOf(source, record));
      if (own.includes(undefined)) continue;
      const hash = own.reduce<number>((sum, each) => (Math.imul(sum, 31) + (each ?? 0)) >>> 0, 0);
      memberships[size++] = hash * MOST_RECORDS + record;
    }
    const sorted = memberships.subarray(0, size).sort();
    const wanted = pairs.length + Math.min(most / 3, size * 4);
    for (let tries = 0; tries < most && pairs.length < wanted && size > 0; tries++) {
      const at = next(size);
      const [from, to] = runAround(sorted, at);
      const other = from + next(to - from);
      if (other !== at) pairs.push([sorted[at]! % MOST_RECORDS, sorted[other]! % MOST_RECORDS]);
    }
  }
  return compareAll(dataset, pairs, 1);
}

/** Shares of levels, `weight` giving how much each pair counts. */
function levelShares(
  width: number,
  slot: number,
  sample: Sample,
  weight: Float64Array,
  prior: readonly number[],
  strength: number,
): Float64Array {
  const sums = Float64Array.from(prior, (share) => share * strength);
  let total = strength;
  for (let index = 0; index < sample.size; index++) {
    const level = sample.answers.level[index * width + slot]!;
    if (level === 0) continue;
    sums[level - 1]! += weight[index]! * sample.scale;
    total += weight[index]! * sample.scale;
  }
  return sums.map((sum) => sum / total);
}

/** For each pair of a sample, the probability of a match and of each alternative. */
function responsibilities(model: Model, sample: Sample): Float64Array[] {
  const weights = weightsOf(model);
  const odds = new Float64Array(model.alternatives.length);
  const out = [
    new Float64Array(sample.size),
    ...model.alternatives.map(() => new Float64Array(sample.size)),
  ];
  for (let index = 0; index < sample.size; index++) {
    oddsOf(weights, sample.answers, index * model.slots.length, odds);
    const p = probability(combine(odds));
    out[0]![index] = p;
    // odds against an alternative say how much likelier a match is than it
    for (let k = 0; k < odds.length; k++) out[k + 1]![index] = Math.min(1, p * 2 ** -odds[k]!);
  }
  return out;
}

/**
 * The same for what chance does: levels may be so rare that a sample has none. Each is expected as often
 * as the prior says and known as well as if it had been seen once (a gamma prior of shape 1).
 */
function chanceShares(
  width: number,
  slot: number,
  sample: Sample,
  weight: Float64Array,
  prior: readonly number[],
): Float64Array {
  const sums = new Float64Array(prior.length).fill(1);
  let total = 0;
  for (let index = 0; index < sample.size; index++) {
    const level = sample.answers.level[index * width + slot]!;
    if (level === 0) continue;
    sums[level - 1]! += weight[index]!;
    total += weight[index]!;
  }
  const shares = sums.map((sum, level) => sum / (1 / prior[level]! + total));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / all);
}

/**
 * Estimates the model from unlabelled records by expectation-maximisation. All pairs that blocking did
 * not find count as unrelated; what chance does is learned from pairs taken at random, each counted
 * by the probability that it is one of unrelated entities. `likely`: the candidates that may match, once
 * they are known; without them matches are learned from an even selection of all.
 */
export function estimateModel(
  dataset: Dataset,
  candidates: Float64Array,
  likely: Float64Array | null = null,
  options: EstimateOptions = defaultEstimate,
): Model {
  const { records, slots } = dataset;
  const width = slots.length;
  const all = Math.max(1, records * (records - 1) / 2);
  const found = sampleCandidates(dataset, candidates, options.pairs);
  const matches = likely === null ? found : sampleCandidates(dataset, likely, options.pairs);
  const random = sampleRandom(dataset, options.pairs);
  const namesakes = sampleNamesakes(dataset, options.pairs);
  const anyChance = dataset.anyChance();
  let model = priorModel(slots, all, records * 0.1, records * 0.1, anyChance);
  for (let round = 0; round < options.rounds; round++) {
    const [, , ...related] = responsibilities(model, found);
    const [match] = responsibilities(model, matches);
    const [, unrelated] = responsibilities(model, random);
    const [same] = responsibilities(model, namesakes);
    const others = same!.map((p) => 1 - p);
    const shareOf = (weight: Float64Array, { scale }: Sample) =>
      Math.min(0.25, (weight.reduce((sum, p) => sum + p, 0) * scale + 1) / (all + 1));
    const share = shareOf(match!, matches);
    const shares = related.map((weight) => shareOf(weight, found));
    const settled = Math.abs(Math.log2(share / model.share)) < SETTLED;
    const learn = (weight: Float64Array, sample: Sample, slot: number, prior: readonly number[]) =>
      levelShares(width, slot, sample, weight, prior, options.strength);
    model = {
      slots,
      share,
      m: slots.map((slot, s) => learn(match!, matches, s, slot.m)),
      u: slots.map((slot, s) =>
        slot.byName
          ? chanceShares(width, s, namesakes, others, slot.u)
          : chanceShares(width, s, random, unrelated!, slot.u)
      ),
      anyChance,
      alternatives: model.alternatives.map(({ name, levels }, k) => ({
        name,
        share: k === 0 ? 1 - share - shares.reduce((sum, each) => sum + each, 0) : shares[k - 1]!,
        levels: levels.map((old, s) => {
          const prior = name === "unrelated" ? undefined : slots[s]![name];
          return old === null || prior === undefined
            ? null
            : learn(related[k - 1]!, found, s, prior);
        }),
      })),
    };
    if (settled && round >= LEAST_ROUNDS) break;
  }
  return model;
}
