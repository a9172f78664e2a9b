/** What the proxy is counted from. */
export interface ProxyCounts {
  hits: number;
  /** Kinds of sources among the hits. */
  sourceTypes: number;
  /** Passages of chunks among the candidates. */
  chunks: number;
}

/** 40·min(1, hits/10) + 35·min(1, source types/3) + 25·min(1, chunks/5): how much was found, 0 to 100. */
export function qualityProxy({ hits, sourceTypes, chunks }: ProxyCounts): number {
  return 40 * Math.min(1, hits / 10) + 35 * Math.min(1, sourceTypes / 3) +
    25 * Math.min(1, chunks / 5);
}
