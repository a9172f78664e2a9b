import type { PairAnswers, Slot } from "./slot.ts";

/**
 * A way two records can belong together without being of one entity, and how likely each answer is
 * then. Without `levels` for a slot, the answer is as likely as for two entities taken at random.
 */
export interface Alternative {
  readonly name: "unrelated" | "household" | "colleagues" | "namesakes";
  /** Share of all pairs. */
  readonly share: number;
  readonly levels: readonly (Float64Array | null)[];
}

/** What the answers are worth: estimated from the data at hand. */
export interface Model {
  readonly slots: readonly Slot[];
  /** Share of all pairs that are of one entity. */
  readonly share: number;
  /** P(level | one entity), by slot. */
  readonly m: readonly Float64Array[];
  /** P(level | two entities at random), by slot; agreement on a very value goes by its own chance. */
  readonly u: readonly Float64Array[];
  readonly alternatives: readonly Alternative[];
  /** log2 of the probability that two entities share a value by chance, by slot. */
  readonly anyChance: readonly number[];
}

/** A model's logarithms, by alternative and slot: what makes scoring additions only. */
export interface Weights {
  readonly slots: readonly Slot[];
  /** log2(share of matches / share of the alternative). */
  readonly prior: readonly number[];
  /** log2 m, by slot and level − 1. */
  readonly m: readonly Float64Array[];
  /** log2 of the answer's probability, by alternative, slot and level − 1; null: use chance or `u`. */
  readonly other: readonly (readonly (Float64Array | null)[])[];
  readonly u: readonly Float64Array[];
  readonly anyChance: readonly number[];
  /** Which alternative is that of namesakes. */
  readonly namesakes: number;
}

const log2 = (shares: Float64Array) => shares.map(Math.log2);

/** Prepares a model for scoring. */
export function weightsOf(model: Model): Weights {
  return {
    slots: model.slots,
    prior: model.alternatives.map(({ share }) => Math.log2(model.share / share)),
    m: model.m.map(log2),
    u: model.u.map(log2),
    anyChance: model.anyChance,
    namesakes: model.alternatives.findIndex(({ name }) => name === "namesakes"),
    other: model.alternatives.map(({ levels }) => levels.map((shares) => shares && log2(shares))),
  };
}

/** What one answer adds to the odds against an alternative, bits; 0 when a value is missing. */
export function weightOf(
  weights: Weights,
  alternative: number,
  slot: number,
  level: number,
  chance: number,
): number {
  if (level === 0) return 0;
  const other = weights.other[alternative]![slot];
  let likely = other ? other[level - 1]! : chance < 0 ? chance : weights.u[slot]![level - 1]!;
  // of namesakes, fewer share a rare name than a frequent one
  if (other && chance < 0 && alternative === weights.namesakes) {
    likely += chance - weights.anyChance[slot]!;
  }
  return weights.m[slot]![level - 1]! - likely;
}

/** Odds of a match against all alternatives together, from the odds against each; all in bits. */
export function combine(odds: readonly number[] | Float64Array): number {
  let least = Infinity;
  for (const bits of odds) if (bits < least) least = bits;
  let sum = 0;
  for (const bits of odds) sum += 2 ** (least - bits);
  return least - Math.log2(sum);
}

/**
 * Writes the odds (bits) of a match against each alternative. Fellegi and Sunter 1969. False, with the
 * rest left out, once one of them is below `least`: the odds against all are lower still.
 */
export function oddsOf(
  weights: Weights,
  answers: PairAnswers,
  at: number,
  out: Float64Array,
  least = -Infinity,
): boolean {
  const slots = weights.slots.length;
  for (let k = 0; k < out.length; k++) {
    let bits = weights.prior[k]!;
    for (let slot = 0; slot < slots; slot++) {
      const level = answers.level[at + slot]!;
      if (level !== 0) bits += weightOf(weights, k, slot, level, answers.chance[at + slot]!);
    }
    if (bits < least) return false;
    out[k] = bits;
  }
  return true;
}

/** Probability for odds in bits. */
export function probability(bits: number): number {
  return 1 / (1 + 2 ** -bits);
}

/** The model before any data are seen. `pairs`: all pairs of records; the other two: those expected. */
export function priorModel(
  slots: readonly Slot[],
  pairs: number,
  matches: number,
  related: number,
  anyChance: readonly number[],
): Model {
  const shareOf = (count: number) => Math.min(0.25, Math.max(1e-12, count / Math.max(1, pairs)));
  const [match, each] = [shareOf(matches), shareOf(related)];
  const ways = (["household", "colleagues", "namesakes"] as const).filter((name) =>
    slots.some((slot) => slot[name] !== undefined)
  ).map((name): Alternative => ({
    name,
    share: each,
    levels: slots.map(({ [name]: prior }) => prior === undefined ? null : Float64Array.from(prior)),
  }));
  return {
    slots,
    share: match,
    m: slots.map((slot) => Float64Array.from(slot.m)),
    u: slots.map((slot) => Float64Array.from(slot.u)),
    anyChance,
    alternatives: [
      { name: "unrelated", share: 1 - match - ways.length * each, levels: slots.map(() => null) },
      ...ways,
    ],
  };
}
