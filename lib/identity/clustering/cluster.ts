import { MOST_RECORDS } from "../matching/candidates.ts";
import type { Edge } from "../matching/score.ts";

/** What people have decided before. */
export interface Decisions {
  /** Pairs of records that are one entity. */
  same: readonly (readonly [number, number])[];
  /** Pairs of records that are two. */
  different: readonly (readonly [number, number])[];
}

/** Two groups of records joined by the pair `i`, `j`; `bits`: the odds that the groups are one entity. */
export interface Merge extends Edge {
  /** Records of the two groups together. */
  size: number;
}

/** Groups of records. */
export interface Clustering {
  /** The smallest record of each record's group. */
  cluster: Uint32Array;
  /** How the groups came about, without what people decided. */
  merges: Merge[];
}

const pairCode = (a: number, b: number) => Math.min(a, b) * MOST_RECORDS + Math.max(a, b);

/**
 * Groups records by likely pairs, the likeliest first. Two groups are joined only when all their records
 * together support it (`support`, bits, at least `threshold`) and nobody said that two of them differ:
 * a chain of pairs alone joins nothing.
 */
export function clusterRecords(
  records: number,
  edges: readonly Edge[],
  support: (a: readonly number[], b: readonly number[]) => number,
  threshold: number,
  decisions: Decisions = { same: [], different: [] },
): Clustering {
  const cluster = Uint32Array.from({ length: records }, (_, index) => index);
  const members = new Map<number, readonly number[]>();
  const apart = new Set(decisions.different.map(([a, b]) => pairCode(a, b)));
  const decided = new Set(decisions.different.flat());
  const membersOf = (id: number) => members.get(id) ?? [id];

  function join(a: number, b: number): number {
    const merged = [...membersOf(a), ...membersOf(b)].sort((x, y) => x - y);
    const id = Math.min(a, b);
    members.delete(Math.max(a, b));
    members.set(id, merged);
    for (const record of merged) cluster[record] = id;
    return merged.length;
  }

  const forbidden = (a: readonly number[], b: readonly number[]) =>
    a.some((i) => decided.has(i) && b.some((j) => apart.has(pairCode(i, j))));

  for (const [i, j] of decisions.same) {
    if (cluster[i] !== cluster[j]) join(cluster[i]!, cluster[j]!);
  }
  const merges: Merge[] = [];
  const sorted = [...edges].sort((a, b) => b.bits - a.bits || a.i - b.i || a.j - b.j);
  for (let again = true; again;) {
    again = false;
    for (const { i, j } of sorted) {
      const [a, b] = [cluster[i]!, cluster[j]!];
      if (a === b) continue;
      const [left, right] = [membersOf(a), membersOf(b)];
      if (forbidden(left, right)) continue;
      const bits = support(left, right);
      if (bits < threshold) continue;
      merges.push({ i, j, bits, size: join(a, b) });
      again = true;
    }
  }
  return { cluster, merges };
}
