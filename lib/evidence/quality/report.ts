import type { Sql } from "../../platform/mod.ts";
import { calibrationError, reliability, type ReliabilityBin } from "./calibration.ts";
import { JUDGED } from "./judged.ts";

/** How good answers have been, and how right the figures that say so. */
export interface QualityReport {
  /** Over the days asked for. */
  runs: number;
  cached: number;
  mean_quality: number | null;
  mean_proxy: number | null;
  p50_ms: number | null;
  p95_ms: number | null;
  feedback: { helpful: number; neutral: number; useless: number };
  /** What was said and what people found, over all their ratings. */
  people: { bins: ReliabilityBin[]; error: number | null };
  /** What was said and what is right, on the judged sets. */
  judged: {
    bins: ReliabilityBin[];
    error: number | null;
    threshold: number;
    precision: number;
    recall: number;
  };
  comments: { at: Date; query: string; rating: number; comment: string }[];
}

/** Comments that are shown. */
const COMMENTS = 20;

const errorOf = (bins: ReliabilityBin[]) => bins.length === 0 ? null : calibrationError(bins);

/** Reads how good a scope's answers have been since a moment. */
export async function readQuality(
  sql: Sql,
  accountScopeId: string,
  since: Date,
): Promise<QualityReport> {
  const [runs] = await sql<
    Pick<QualityReport, "runs" | "cached" | "mean_quality" | "mean_proxy" | "p50_ms" | "p95_ms">[]
  >`
    select count(*)::int as runs, count(*) filter (where cached)::int as cached,
      avg(quality)::float8 as mean_quality, avg(quality_proxy)::float8 as mean_proxy,
      percentile_cont(0.5) within group (order by duration_ms)::float8 as p50_ms,
      percentile_cont(0.95) within group (order by duration_ms)::float8 as p95_ms
    from evidence_query_runs where account_scope_id = ${accountScopeId} and at >= ${since}`;
  const rated = await sql<
    { said: number; rating: number; at: Date; query: string; comment: string | null }[]
  >`
    select (r.features ->> 'chance')::float8 as said, f.rating, f.at, r.query, f.comment
    from lightrag_feedback f join evidence_query_runs r on r.id = f.query_run_id
    where f.account_scope_id = ${accountScopeId} and f.document_id is null order by f.at desc limit 10000`;
  const bins = reliability(
    rated.filter(({ rating }) => rating !== 0)
      .map(({ said, rating }) => ({ said, right: rating > 0 })),
  );
  const { threshold, precision, recall } = JUDGED;
  const count = (value: number) => rated.filter(({ rating }) => rating === value).length;
  return {
    ...runs!,
    feedback: { helpful: count(1), neutral: count(0), useless: count(-1) },
    people: { bins, error: errorOf(bins) },
    judged: {
      bins: JUDGED.reliability,
      error: errorOf(JUDGED.reliability),
      threshold,
      precision,
      recall,
    },
    comments: rated.filter(({ comment }) => comment !== null).slice(0, COMMENTS)
      .map(({ at, query, rating, comment }) => ({ at, query, rating, comment: comment! })),
  };
}
