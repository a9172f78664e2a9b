import type { Sql } from "../../platform/mod.ts";
import type { QualityFeatures } from "../quality/features.ts";
import type { SearchFilters } from "../retrieval/request.ts";

/** A question that was asked, with what it was given. */
export interface QueryRun {
  accountScopeId: string;
  projectIds: readonly string[];
  at: Date;
  actor: string;
  query: string;
  filters: SearchFilters;
  found: { chunk: string; document: string }[];
  features: QualityFeatures;
  qualityProxy: number;
  quality: number;
  cached: boolean;
  degraded: readonly string[];
  durationMs: number;
}

/** Records a question. Returns the run's id, which feedback refers to. */
export async function recordRun(sql: Sql, run: QueryRun): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into evidence_query_runs (account_scope_id, project_ids, at, actor, query, filters, hits, found,
      features, quality_proxy, quality, cached, degraded, duration_ms)
    values (${run.accountScopeId}, ${[
    ...run.projectIds,
  ]}::uuid[], ${run.at}, ${run.actor}, ${run.query},
      ${sql.json(run.filters as never)}, ${run.found.length}, ${sql.json(run.found)},
      ${sql.json(run.features as never)}, ${run.qualityProxy}, ${run.quality}, ${run.cached},
      ${[...run.degraded]}, ${run.durationMs})
    returning id`;
  return row!.id;
}

/** A question somebody asked before. */
export interface RecentQuestion {
  query: string;
  at: Date;
}

/** The questions a person asked last, each once, newest first. */
export async function recentQuestions(
  sql: Sql,
  accountScopeId: string,
  actor: string,
  limit: number,
): Promise<RecentQuestion[]> {
  return await sql<RecentQuestion[]>`
    select query, max(at) as at from (
      select query, at from evidence_query_runs
      where account_scope_id = ${accountScopeId} and actor = ${actor} order by at desc limit ${
    limit * 20
  }
    ) latest group by query order by at desc limit ${limit}`;
}

/** Removes runs that are older than the retention allows. */
export async function purgeRuns(sql: Sql, accountScopeId: string, before: Date): Promise<number> {
  const { count } = await sql`
    delete from evidence_query_runs where account_scope_id = ${accountScopeId} and at < ${before}`;
  return count;
}
