/** How good rankings are, as means over the questions; each 0 to 1. */
export interface RankingFigures {
  ndcg10: number;
  mrr10: number;
  recall10: number;
}

/** Ranks that count. */
const DEPTH = 10;

const discount = (rank: number) => 1 / Math.log2(rank + 1);

/**
 * nDCG@10 with the grade as gain (Järvelin and Kekäläinen 2002), reciprocal rank of the first right one,
 * and the share of the right ones within the first ten.
 */
export function rankingFigures(
  ranked: readonly string[],
  grades: ReadonlyMap<string, number>,
): RankingFigures {
  const top = ranked.slice(0, DEPTH);
  const gains = top.map((id) => grades.get(id) ?? 0);
  const ideal = [...grades.values()].sort((left, right) => right - left).slice(0, DEPTH);
  const sum = (values: readonly number[]) =>
    values.reduce((total, gain, index) => total + gain * discount(index + 1), 0);
  const first = gains.findIndex((gain) => gain > 0);
  return {
    ndcg10: grades.size === 0 ? 0 : sum(gains) / sum(ideal),
    mrr10: first < 0 ? 0 : 1 / (first + 1),
    recall10: grades.size === 0 ? 0 : gains.filter((gain) => gain > 0).length / grades.size,
  };
}

/** Means of figures. */
export function meanFigures(all: readonly RankingFigures[]): RankingFigures {
  const mean = (name: keyof RankingFigures) =>
    all.reduce((sum, figures) => sum + figures[name], 0) / Math.max(1, all.length);
  return { ndcg10: mean("ndcg10"), mrr10: mean("mrr10"), recall10: mean("recall10") };
}
