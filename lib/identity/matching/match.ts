import { type Clustering, clusterRecords, type Decisions } from "../clustering/cluster.ts";
import { supportOf } from "../clustering/support.ts";
import { type BlockingLimits, findCandidates, MOST_RECORDS } from "./candidates.ts";
import type { Dataset } from "./dataset.ts";
import { estimateModel } from "./estimate.ts";
import type { Model } from "./model.ts";
import { type Edge, scoreCandidates } from "./score.ts";

/** How records are matched. */
export interface MatchOptions {
  decisions?: Decisions;
  limits?: BlockingLimits;
  /** Called between portions of work, so that others get a turn; throws to stop. */
  pause?: () => Promise<void>;
}

/** What matching found. */
export interface Matching extends Clustering {
  model: Model;
  /** Pairs of records that were compared. */
  candidates: number;
  /** Pairs with odds of at least `LEAST_EDGE` bits. */
  edges: Edge[];
}

/** Groups are joined at these odds, bits: 2 to 1. A wrong merge costs more than a missed one. */
export const THRESHOLD = 1;

/** Pairs with odds below evens, bits, join nothing. */
const LEAST_EDGE = 0;

/** What the first pass finds less likely than this, bits, the second one does not make likely. */
const HOPELESS = -10;

/** Candidates scored between two pauses. */
const PORTION = 20_000;

async function score(
  dataset: Dataset,
  model: Model,
  candidates: Float64Array,
  least: number,
  pause: () => Promise<void>,
): Promise<Edge[]> {
  const edges: Edge[] = [];
  for (let from = 0; from < candidates.length; from += PORTION) {
    const portion = candidates.subarray(from, from + PORTION);
    for (const edge of scoreCandidates(dataset, model, portion, least)) edges.push(edge);
    await pause();
  }
  return edges;
}

/**
 * Finds the records of one entity. Two passes: the first one's entities say how often a value is shared
 * by chance, which records alone cannot tell (a person's four records share a rare surname).
 * The same records in the same order give the same result.
 *
 * @throws {RangeError} for more records than a pair code can number
 */
export async function matchRecords(
  dataset: Dataset,
  options: MatchOptions = {},
): Promise<Matching> {
  const { decisions, limits, pause = () => Promise.resolve() } = options;
  const candidates = findCandidates(dataset.records, dataset.atoms, limits);
  await pause();
  let model = estimateModel(dataset, candidates);
  await pause();
  const group = (edges: readonly Edge[]) =>
    clusterRecords(dataset.records, edges, supportOf(dataset, model), THRESHOLD, decisions);
  const hopeful = await score(dataset, model, candidates, HOPELESS, pause);
  dataset.recount(group(hopeful.filter(({ bits }) => bits >= LEAST_EDGE)).cluster);
  await pause();
  const again = Float64Array.from(hopeful, ({ i, j }) => i * MOST_RECORDS + j);
  model = estimateModel(dataset, candidates, again);
  await pause();
  const edges = await score(dataset, model, again, LEAST_EDGE, pause);
  return { ...group(edges), model, edges, candidates: candidates.length };
}
