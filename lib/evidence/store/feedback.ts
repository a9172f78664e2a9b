import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql } from "../../platform/mod.ts";
import type { BinFeedback } from "../quality/calibration.ts";
import { BINS } from "../quality/calibration.ts";
import type { Asker } from "./asker.ts";

/** What somebody says of an answer, or of one of its hits. */
export interface Feedback {
  queryRunId: string;
  /** The hit's document; null: the answer as a whole. */
  documentId: string | null;
  rating: -1 | 0 | 1;
  comment: string | null;
}

/**
 * Keeps what somebody says; said again, it takes the place of what they said before.
 *
 * @throws {ApiError} 404 when the scope has no such run, or the run no such hit
 */
export async function giveFeedback(
  sql: Sql,
  asker: Asker,
  feedback: Feedback,
): Promise<{ id: string }> {
  const { queryRunId, documentId, rating, comment } = feedback;
  return await sql.begin(async (tx) => {
    const [run] = await tx<{ has: boolean }[]>`
      select ${documentId}::text is null or found @> jsonb_build_array(jsonb_build_object('document', ${documentId}::text))
        as has
      from evidence_query_runs where id = ${queryRunId} and account_scope_id = ${asker.accountScopeId}`;
    if (run?.has !== true) throw new ApiError(404, "not_found", "There is no such answer or hit.");
    const [row] = await tx<{ id: string; made: boolean }[]>`
      insert into lightrag_feedback as f (account_scope_id, query_run_id, document_id, actor, rating, comment)
      values (${asker.accountScopeId}, ${queryRunId}, ${documentId}, ${asker.actor}, ${rating}, ${comment})
      on conflict (query_run_id, document_id, actor) do update set rating = excluded.rating,
        comment = coalesce(excluded.comment, f.comment), at = now()
      returning id`;
    await recordAudit(tx, {
      ...asker,
      action: "evidence.rated",
      entity: "query_run",
      entityId: queryRunId,
      after: { rating, document_id: documentId },
    });
    return { id: row!.id };
  });
}

/** What somebody said of a run: of the answer under null, of hits under their documents. */
export async function feedbackOn(
  sql: Sql,
  { accountScopeId, actor }: Asker,
  queryRunId: string,
): Promise<Map<string | null, -1 | 0 | 1>> {
  const rows = await sql<{ document_id: string | null; rating: -1 | 0 | 1 }[]>`
    select document_id, rating from lightrag_feedback
    where account_scope_id = ${accountScopeId} and query_run_id = ${queryRunId} and actor = ${actor}`;
  return new Map(rows.map((row) => [row.document_id, row.rating]));
}

/** How helpful people found answers, by the model's chance in ten bins; "neither" does not count. */
export async function feedbackByBin(sql: Sql, accountScopeId: string): Promise<BinFeedback[]> {
  return await sql<BinFeedback[]>`
    select least(${BINS - 1}, floor((r.features ->> 'chance')::float8 * ${BINS}))::int as bin,
      count(*) filter (where f.rating > 0)::int as helpful, count(*) filter (where f.rating < 0)::int as useless
    from lightrag_feedback f join evidence_query_runs r on r.id = f.query_run_id
    where f.account_scope_id = ${accountScopeId} and f.document_id is null and f.rating <> 0
    group by 1 order by 1`;
}
