import type { Sql } from "../../platform/mod.ts";
import type { Embedder } from "./embedder.ts";

/**
 * Makes the store of vectors where the server can have one; false where it lacks the extension. An
 * administrator may have installed it since the last look.
 */
export async function enableVectors(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ enabled: boolean }[]>`select enable_evidence_vectors() as enabled`;
  return row!.enabled;
}

/** Whether there is a store of vectors. */
export async function hasVectors(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ there: boolean }[]>`
    select exists (select from pg_attribute where attrelid = 'evidence_vectors'::regclass
      and attname = 'embedding' and not attisdropped) as there`;
  return row!.there;
}

/** Name of a model's index. Models are named by settings, so that the name is made safe. */
export function indexNameOf(model: string): string {
  return `evidence_vectors_hnsw_${model.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`.slice(0, 63);
}

/** The condition and expression of a model's index, which a query has to repeat to be served by it. */
export function quoted(model: string): string {
  return `'${model.replaceAll("'", "''")}'`;
}

/** Makes the index of a model's vectors, if it is not there. */
export async function ensureIndex(
  sql: Sql,
  { model, dimensions }: Pick<Embedder, "model" | "dimensions">,
): Promise<void> {
  const name = indexNameOf(model);
  const [known] = await sql`select 1 from pg_class where relname = ${name}`;
  if (known !== undefined) return;
  await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
    await tx`set local statement_timeout = 0`;
    await tx.unsafe(`
      create index if not exists ${name} on evidence_vectors
      using hnsw ((embedding::vector(${dimensions})) vector_cosine_ops)
      where model = ${quoted(model)} and status = 'ready'`);
  });
}
