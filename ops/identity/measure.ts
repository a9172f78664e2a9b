import { buildDataset, inOrder, matchRecords, probability, readTable } from "@/lib/identity/mod.ts";
import type { JudgedSet } from "./judged_set.ts";

/** How sure was said, and how often it was right, for the pairs of one range of confidence. */
export interface ReliabilityBin {
  from: number;
  pairs: number;
  confidence: number;
  right: number;
}

/** How well a set was matched, after clustering, by pairs of records. */
export interface Measured {
  key: string;
  records: number;
  truePairs: number;
  candidates: number;
  precision: number;
  recall: number;
  f1: number;
  /** Of proposed links: how sure, how often right; mean distance of the two. */
  reliability: ReliabilityBin[];
  calibrationError: number;
  seconds: number;
}

const code = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`;

function reliabilityOf(links: readonly { confidence: number; right: boolean }[]): ReliabilityBin[] {
  const edges = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 1.01];
  return edges.slice(0, -1).flatMap((from, index) => {
    const inside = links.filter(({ confidence }) =>
      confidence >= from && confidence < edges[index + 1]!
    );
    const mean = (of: (link: typeof inside[number]) => number) =>
      inside.reduce((sum, link) => sum + of(link), 0) / inside.length;
    return inside.length === 0 ? [] : [{
      from,
      pairs: inside.length,
      confidence: mean(({ confidence }) => confidence),
      right: mean(({ right }) => Number(right)),
    }];
  });
}

/** Matches a set by its contents alone and compares the result with the truth. */
export async function measure(set: JudgedSet): Promise<Measured> {
  const began = performance.now();
  const { table, origin } = inOrder(readTable(set.columns, set.rows));
  const dataset = buildDataset(table.fields, table.rows);
  const matching = await matchRecords(dataset);
  const seconds = (performance.now() - began) / 1000;

  const truth = new Set(set.truth.map(([a, b]) => code(a, b)));
  const isTrue = (i: number, j: number) => truth.has(code(origin[i]!, origin[j]!));
  const groups = Map.groupBy(matching.cluster.keys(), (record) => matching.cluster[record]!);
  let found = 0;
  let right = 0;
  for (const group of groups.values()) {
    for (const [at, i] of group.entries()) {
      for (const j of group.slice(at + 1)) {
        found++;
        if (isTrue(i, j)) right++;
      }
    }
  }
  const precision = found === 0 ? 1 : right / found;
  const recall = truth.size === 0 ? 1 : right / truth.size;
  const links = matching.merges.map(({ i, j, bits }) => ({
    confidence: probability(bits),
    right: isTrue(i, j),
  }));
  const reliability = reliabilityOf(links);
  return {
    key: set.key,
    records: dataset.records,
    truePairs: truth.size,
    candidates: matching.candidates,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : 2 * precision * recall / (precision + recall),
    reliability,
    calibrationError: links.length === 0 ? 0 : reliability.reduce(
      (sum, bin) => sum + bin.pairs * Math.abs(bin.confidence - bin.right),
      0,
    ) / links.length,
    seconds,
  };
}
