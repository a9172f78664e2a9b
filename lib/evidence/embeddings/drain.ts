import { type Clock, type Sql, VendorError } from "../../platform/mod.ts";
import {
  claimChunks,
  type ClaimedChunk,
  type ClaimOf,
  releaseClaims,
  settleClaims,
} from "./claims.ts";
import type { Embedder } from "./embedder.ts";

/** What draining needs. */
export interface DrainTools {
  sql: Sql;
  clock: Clock;
  embedder: Embedder;
  signal: AbortSignal;
}

/** How draining ended. */
export interface Drained {
  embedded: number;
  /** The model cannot be asked now: what is left waits for the next run. */
  stopped: VendorError | null;
}

/** Failures that no chunk is to blame for. */
const NOBODYS_FAULT = new Set(["config", "rate_limited"]);

/** Embeds one claimed batch; what fails is given back. */
async function embedBatch(
  { sql, embedder, signal }: DrainTools,
  of: ClaimOf,
  chunks: readonly ClaimedChunk[],
): Promise<{ embedded: number; stopped: VendorError | null }> {
  const ids = chunks.map(({ id }) => id);
  let vectors: (Float32Array | null)[];
  try {
    vectors = await embedder.embed(chunks, signal);
  } catch (error) {
    const blameless = signal.aborted ||
      error instanceof VendorError && NOBODYS_FAULT.has(error.errorClass);
    const reason = error instanceof Error ? error.message : String(error);
    await releaseClaims(sql, of, ids, blameless ? null : reason);
    if (error instanceof VendorError) return { embedded: 0, stopped: error };
    throw error;
  }
  const ready = ids.flatMap((id, index) => {
    const vector = vectors[index] ?? null;
    return vector === null ? [] : [{ id, vector }];
  });
  const missing = ids.filter((_, index) => (vectors[index] ?? null) === null);
  const embedded = await settleClaims(sql, of, ready);
  await releaseClaims(sql, of, missing, "The model gave no vector for it");
  return { embedded, stopped: null };
}

/** Embeds everything that waits for it, not one batch alone; safe in any number of workers. */
export async function drainEmbeddings(
  tools: DrainTools,
  accountScopeId: string,
): Promise<Drained> {
  const { sql, clock, embedder, signal } = tools;
  const owner = crypto.randomUUID();
  let embedded = 0;
  while (!signal.aborted) {
    const of = { accountScopeId, model: embedder.model, owner, now: new Date(clock.now()) };
    const chunks = await claimChunks(sql, of, embedder.batch);
    if (chunks.length === 0) break;
    const batch = await embedBatch(tools, of, chunks);
    embedded += batch.embedded;
    if (batch.stopped !== null) return { embedded, stopped: batch.stopped };
  }
  return { embedded, stopped: null };
}
