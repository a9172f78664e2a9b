import type { Sql, TransactionSql } from "../../platform/mod.ts";
import type { SourceKind } from "../documents/document.ts";
import { loadDocuments, TABLE_OF } from "../documents/load.ts";
import { writeDocuments } from "./write_documents.ts";

/** What an ingest did. */
export interface Ingested {
  /** Documents that were looked at. */
  looked: number;
  /** Documents made, changed or removed. */
  changed: number;
  chunksMade: number;
  chunksGone: number;
}

/** Documents of one transaction. */
const BATCH = 1000;

interface Queued {
  connection_id: string;
  kind: SourceKind;
  external_id: string;
}

/** Takes queued documents, those of one project after another. Another worker takes others. */
async function takeQueued(tx: TransactionSql, accountScopeId: string): Promise<Queued[]> {
  return await tx<Queued[]>`
    delete from evidence_queue q using (
      select connection_id, kind, external_id from evidence_queue
      where account_scope_id = ${accountScopeId}
      order by project_id, kind, external_id limit ${BATCH} for update skip locked
    ) t
    where q.connection_id = t.connection_id and q.kind = t.kind and q.external_id = t.external_id
    returning q.connection_id, q.kind, q.external_id`;
}

/** Removes the documents of rows that are gone at the source, or have no words any more. */
async function removeGone(
  tx: TransactionSql,
  kind: SourceKind,
  connectionId: string,
  ids: readonly string[],
  kept: readonly { source_id: string; kind: string }[],
): Promise<number> {
  const { count } = await tx`
    delete from evidence_documents d using ${tx(TABLE_OF[kind])} t
    where t.connection_id = ${connectionId} and t.external_id = any (${[
    ...ids,
  ]}) and d.source_id = t.id
      and not exists (
        select from jsonb_to_recordset(${tx.json(kept as never)}) as k (source_id uuid, kind text)
        where k.source_id = d.source_id and k.kind = d.kind)`;
  return count;
}

async function ingestBatch(
  tx: TransactionSql,
  accountScopeId: string,
  vectorsFor: string | null,
): Promise<Ingested | null> {
  const queued = await takeQueued(tx, accountScopeId);
  const result: Ingested = { looked: queued.length, changed: 0, chunksMade: 0, chunksGone: 0 };
  const made: string[] = [];
  for (const group of Map.groupBy(queued, (q) => `${q.kind} ${q.connection_id}`).values()) {
    const { kind, connection_id } = group[0]!;
    const ids = group.map(({ external_id }) => external_id);
    const documents = (await loadDocuments(tx, kind, connection_id, ids))
      .sort((left, right) => left.external_id < right.external_id ? -1 : 1);
    const kept = documents.map(({ source_id, kind }) => ({ source_id, kind }));
    result.changed += await removeGone(tx, kind, connection_id, ids, kept);
    const written = await writeDocuments(tx, documents);
    result.changed += written.documents;
    result.chunksGone += written.gone;
    made.push(...written.made);
  }
  result.chunksMade = made.length;
  await tx`
    select settle_evidence_postings(array(
      select s.space from evidence_spaces s
      where s.account_scope_id = ${accountScopeId}
        and exists (select from evidence_stale_buckets b where b.space = s.space)))`;
  if (vectorsFor !== null && made.length > 0) {
    await tx`
      insert into evidence_vectors (chunk_id, model, project_id, account_scope_id)
      select c.id, ${vectorsFor}, c.project_id, c.account_scope_id
      from evidence_chunks c where c.id = any (${made}::bigint[])`;
  }
  return queued.length === 0 ? null : result;
}

/**
 * Makes documents and chunks of what changed at the sources since the last time, until nothing is
 * left, and settles the statistics of terms. Each batch is one transaction: killed at any point, nothing
 * is lost or doubled.
 *
 * @param vectorsFor model that new chunks are to be embedded with; null: none can be stored
 */
export async function ingest(
  sql: Sql,
  accountScopeId: string,
  { signal, vectorsFor }: { signal: AbortSignal; vectorsFor: string | null },
): Promise<Ingested> {
  const total: Ingested = { looked: 0, changed: 0, chunksMade: 0, chunksGone: 0 };
  while (!signal.aborted) {
    const batch = await sql.begin((tx) => ingestBatch(tx, accountScopeId, vectorsFor));
    if (batch === null) break;
    total.looked += batch.looked;
    total.changed += batch.changed;
    total.chunksMade += batch.chunksMade;
    total.chunksGone += batch.chunksGone;
  }
  return total;
}
