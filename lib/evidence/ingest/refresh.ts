import { type Clock, type Sql, VendorError } from "../../platform/mod.ts";
import { drainEmbeddings } from "../embeddings/drain.ts";
import type { Embedder } from "../embeddings/embedder.ts";
import { prepareModel, serveWhenReady, servingModel } from "../embeddings/serve.ts";
import { enableVectors, ensureIndex } from "../embeddings/vector_store.ts";
import { ingest, type Ingested } from "./ingest.ts";
import { refreshNames } from "./names.ts";

/** What bringing the index up to date needs. */
export interface RefreshTools {
  sql: Sql;
  clock: Clock;
  embedder: Embedder;
  signal: AbortSignal;
}

/** What it did. */
export interface Refreshed extends Ingested {
  names: number;
  embedded: number;
  /** False: the server has no extension for vectors, and search goes by words alone. */
  vectors: boolean;
  /** Another model serves from now on. */
  switched: boolean;
  /** Why embedding stopped before its end; the rest waits. */
  stopped: VendorError | null;
}

/**
 * Brings documents, terms, names and vectors in line with the sources. Rerun on unchanged rows it changes
 * none.
 */
export async function refreshEvidence(
  { sql, clock, embedder, signal }: RefreshTools,
  accountScopeId: string,
): Promise<Refreshed> {
  const vectors = await enableVectors(sql);
  const ingested = await ingest(sql, accountScopeId, {
    signal,
    vectorsFor: vectors ? embedder.model : null,
  });
  const names = await refreshNames(sql, accountScopeId);
  const done = { ...ingested, names, vectors, embedded: 0, switched: false, stopped: null };
  if (!vectors) return done;
  const serving = await servingModel(sql, accountScopeId);
  if (serving !== embedder.model) await prepareModel(sql, accountScopeId, embedder);
  await ensureIndex(sql, embedder);
  const { embedded, stopped } = await drainEmbeddings(
    { sql, clock, embedder, signal },
    accountScopeId,
  );
  const switched = serving !== embedder.model &&
    await serveWhenReady(sql, accountScopeId, embedder);
  return { ...done, embedded, stopped, switched };
}
