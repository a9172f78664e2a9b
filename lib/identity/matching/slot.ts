/** One question asked of two records, answered by a level of agreement. */
export interface Slot {
  readonly name: string;
  /** The answers, from full agreement to disagreement. */
  readonly levels: readonly string[];
  /** What is expected of records of one entity and of two, before the data are seen: P(level). */
  readonly m: readonly number[];
  readonly u: readonly number[];
  /** The same of two people who live or work together, where that differs from two people at random. */
  readonly household?: readonly number[];
  readonly colleagues?: readonly number[];
  /** The same of two people who happen to have one name; rarer values are shared more rarely. */
  readonly namesakes?: readonly number[];
  /** Asked only where names agree: what chance does is learned from such pairs. */
  readonly byName?: boolean;
}

/** A `chance` that says nothing: agreement was to be expected. 0 would ask for the level's own. */
export const CERTAIN = -1e-9;

/** Answers about one pair of records, by slot. */
export interface PairAnswers {
  /** 0 where one of the records has no value, else 1 for the first level and so on. */
  readonly level: Uint8Array;
  /** log2 of the probability that two entities agree on this very value; 0: use the level's own. */
  readonly chance: Float64Array;
}

/** Compares the values of one field, or of fields that belong together. */
export interface Comparator {
  readonly slots: readonly Slot[];
  /** Writes the answers for records `i` and `j` at `at` and behind it. */
  compare(i: number, j: number, out: PairAnswers, at: number): void;
}

/** Room for the answers to `slots` questions. */
export function pairAnswers(slots: number): PairAnswers {
  return { level: new Uint8Array(slots), chance: new Float64Array(slots) };
}
