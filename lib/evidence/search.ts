import { createHash } from "node:crypto";
import type { Answer } from "./answer/answer.ts";
import type { Hit } from "./retrieval/hit.ts";
import type { LegName } from "./retrieval/leg.ts";
import type { QualityFeatures } from "./quality/features.ts";
import type { SearchRequest, SearchScope } from "./retrieval/request.ts";

/** Evidence for a question, and the answer in it. */
export interface SearchResult {
  /** Which asking this is, for feedback; also a cached result's own. */
  query_run_id: string;
  /** ISO 8601: when it was looked up. */
  as_of: string;
  cached: boolean;
  hits: Hit[];
  answer: Answer;
  /** 0 to 100: the chance that one of the three best hits answers, by judged sets and feedback. */
  quality: number;
  /** 0 to 100: how much was found. */
  quality_proxy: number;
  features: QualityFeatures & { chance: number };
  /** Ways of finding that could not be used. */
  degraded: LegName[];
  /** Stems that were looked for, for marking. */
  terms: string[];
  duration_ms: number;
}

/** What is kept of a result for the next who ask the same. */
export type KeptResult = Omit<SearchResult, "query_run_id" | "cached" | "duration_ms">;

/** Seconds a result may serve. */
export const KEPT_SECONDS = 300;

/** Beginning of the keys of results that a scope's change may have outdated. */
export const keyPrefix = (projectId: string) => `lightrag:${projectId}:`;

/**
 * Where a result is kept: `lightrag:{project}:{hash}`. A search over several projects is kept under its
 * scope, as `scope-<id>`.
 */
export function keyOf(scope: SearchScope, request: SearchRequest, model: string): string {
  const { query, topK, sourceLimit, filters } = request;
  const parts = [
    query.normalize("NFKC").trim().replace(/\s+/g, " "),
    ...[topK, sourceLimit, model],
    filters.sources?.toSorted() ?? null,
    ...[filters.from?.toISOString() ?? null, filters.to?.toISOString() ?? null],
    filters.person?.toLowerCase() ?? null,
    filters.private ?? false,
    filters.exclude?.toSorted() ?? null,
    scope.projectIds.toSorted(),
  ];
  const owner = scope.projectIds.length === 1
    ? scope.projectIds[0]!
    : `scope-${scope.accountScopeId}`;
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
  return `${keyPrefix(owner)}${hash}`;
}
