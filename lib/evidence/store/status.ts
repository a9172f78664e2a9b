import type { Sql } from "../../platform/mod.ts";
import { hasVectors } from "../embeddings/vector_store.ts";

/** What is in the index of a scope, and what is still to come. */
export interface EvidenceStatus {
  documents: Record<string, number>;
  chunks: number;
  /** Distinct terms. */
  terms: number;
  /** Documents that wait to be made again, and since when. */
  queued: number;
  queued_since: Date | null;
  indexed_at: Date | null;
  vectors: {
    /** False: the server has no extension for vectors; search goes by words alone. */
    available: boolean;
    serving_model: string | null;
    configured_model: string;
    /** Of the configured model. */
    ready: number;
    pending: number;
    processing: number;
    failed: number;
  };
}

/** Reads what is in the index of some projects. */
export async function readStatus(
  sql: Sql,
  { accountScopeId, projectIds }: { accountScopeId: string; projectIds: readonly string[] },
  configuredModel: string,
): Promise<EvidenceStatus> {
  const projects = [...projectIds];
  const [row] = await sql<(Omit<EvidenceStatus, "vectors"> & EvidenceStatus["vectors"])[]>`
    select
      (select coalesce(jsonb_object_agg(kind, n), '{}') from (
        select kind, count(*)::int as n from evidence_documents where project_id = any (${projects}::uuid[]) group by kind) d
      ) as documents,
      (select coalesce(sum(chunks), 0)::int from evidence_spaces where project_id = any (${projects}::uuid[])) as chunks,
      (select count(distinct p.term)::int from evidence_spaces s join evidence_postings p on p.space = s.space
        where s.project_id = any (${projects}::uuid[])) as terms,
      (select count(*)::int from evidence_queue where project_id = any (${projects}::uuid[])
        and account_scope_id = ${accountScopeId}) as queued,
      (select min(queued_at) from evidence_queue where project_id = any (${projects}::uuid[])
        and account_scope_id = ${accountScopeId}) as queued_since,
      (select max(indexed_at) from evidence_documents where project_id = any (${projects}::uuid[])) as indexed_at,
      (select serving_model from evidence_settings where account_scope_id = ${accountScopeId}) as serving_model,
      v.*
    from (
      select count(*) filter (where status = 'ready')::int as ready,
        count(*) filter (where status = 'pending')::int as pending,
        count(*) filter (where status = 'processing')::int as processing,
        count(*) filter (where status = 'failed')::int as failed
      from evidence_vectors
      where account_scope_id = ${accountScopeId} and project_id = any (${projects}::uuid[]) and model = ${configuredModel}
    ) v`;
  const { serving_model, ready, pending, processing, failed, ...own } = row!;
  const available = await hasVectors(sql);
  return {
    ...own,
    vectors: {
      ...{ available, serving_model, configured_model: configuredModel },
      ...{ ready, pending, processing, failed },
    },
  };
}
