import type { Sql } from "../../platform/mod.ts";
import { vectorText } from "./embedder.ts";

/** Times a chunk is tried before it counts as failed. */
export const MOST_ATTEMPTS = 5;

/** A claim that is not settled for this long may be taken over, seconds: several tries of a slow model. */
const LEASE_SECONDS = 120;

/** A chunk to embed. */
export interface ClaimedChunk {
  id: string;
  title: string;
  text: string;
}

/** Whose claims, of which model's vectors. */
export interface ClaimOf {
  accountScopeId: string;
  model: string;
  /** This run of the job. */
  owner: string;
  now: Date;
}

/**
 * Claims chunks that wait for a vector, and those whose claim has run out. SKIP LOCKED lets workers take
 * different ones. One that ran out too often has failed: it may be what ends the workers.
 */
export async function claimChunks(sql: Sql, of: ClaimOf, limit: number): Promise<ClaimedChunk[]> {
  const { accountScopeId, model, owner, now } = of;
  await sql`
    update evidence_vectors set status = 'failed', lease_owner = null, lease_until = null,
      error = coalesce(error, 'Its workers ended')
    where account_scope_id = ${accountScopeId} and model = ${model} and status = 'processing'
      and lease_until < ${now} and attempts >= ${MOST_ATTEMPTS}`;
  return await sql<ClaimedChunk[]>`
    with due as (
      select chunk_id from evidence_vectors
      where account_scope_id = ${accountScopeId} and model = ${model}
        and (status = 'pending' or status = 'processing' and lease_until < ${now})
      order by chunk_id limit ${limit} for update skip locked
    ), claimed as (
      update evidence_vectors v set status = 'processing', attempts = v.attempts + 1, lease_owner = ${owner},
        lease_until = ${now}::timestamptz + make_interval(secs => ${LEASE_SECONDS})
      from due d where v.chunk_id = d.chunk_id and v.model = ${model}
      returning v.chunk_id
    )
    select c.id::text, d.title, c.text
    from claimed k join evidence_chunks c on c.id = k.chunk_id join evidence_documents d on d.id = c.document_id
    order by c.id`;
}

/** Stores the vectors of claimed chunks; a chunk whose claim has passed on is left to its new owner. */
export async function settleClaims(
  sql: Sql,
  { model, owner }: ClaimOf,
  vectors: readonly { id: string; vector: Float32Array }[],
): Promise<number> {
  if (vectors.length === 0) return 0;
  const { count } = await sql`
    update evidence_vectors v set status = 'ready', embedding = r.vector::vector, lease_owner = null,
      lease_until = null, error = null
    from unnest(${vectors.map(({ id }) => id)}::bigint[], ${
    vectors.map(({ vector }) => vectorText(vector))
  }::text[]) as r (id, vector)
    where v.chunk_id = r.id and v.model = ${model} and v.lease_owner = ${owner}`;
  return count;
}

/**
 * Gives claimed chunks back.
 *
 * @param error why; null: it was not the chunk's fault, and does not count as an attempt
 */
export async function releaseClaims(
  sql: Sql,
  { model, owner }: ClaimOf,
  ids: readonly string[],
  error: string | null,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update evidence_vectors set lease_owner = null, lease_until = null, error = coalesce(${error}, error),
      attempts = case when ${error}::text is null then attempts - 1 else attempts end,
      status = case when ${error}::text is not null and attempts >= ${MOST_ATTEMPTS} then 'failed' else 'pending' end
    where chunk_id = any (${[...ids]}::bigint[]) and model = ${model} and lease_owner = ${owner}`;
}
