import { type Embedder, vectorText } from "../../embeddings/embedder.ts";
import { quoted } from "../../embeddings/vector_store.ts";
import { type Found, type LegContext, nothing, reachOf, within } from "../leg.ts";

/** Chunks that are found. */
const MOST = 100;

/** Less alike than this says nothing. */
const LEAST = 0.1;

/** The statement of nearest vectors, whose order and condition repeat those of the index. */
export function nearest(
  { sql, scope }: Pick<LegContext, "sql" | "scope">,
  { model, dimensions }: Pick<Embedder, "model" | "dimensions">,
  vector: string,
  limit: number,
) {
  const distance = sql.unsafe(
    `v.embedding::vector(${dimensions}) <=> ${quoted(vector)}::vector(${dimensions})`,
  );
  return sql`
    select v.chunk_id, ${distance} as distance from evidence_vectors v
    where v.model = ${sql.unsafe(quoted(model))} and v.status = 'ready'
      and v.account_scope_id = ${scope.accountScopeId} and v.project_id = any (${[
    ...scope.projectIds,
  ]}::uuid[])
    order by ${distance} limit ${limit}`;
}

/** Sets how thoroughly the index is searched, for the transaction it is called in. */
export function searchSettings(efSearch: number): string {
  return `set local hnsw.ef_search = ${
    Math.trunc(efSearch)
  }; set local hnsw.iterative_scan = 'relaxed_order'`;
}

/** Chunks whose vectors point the same way as the question's, by the cosine of the angle between. */
export async function vector(
  context: LegContext,
  embedder: Embedder,
  efSearch: number,
): Promise<Found> {
  const { sql, question } = context;
  if (question.terms.size === 0) return nothing;
  const [asked] = await embedder.embed([{ title: "", text: question.text }]);
  if (asked === undefined || asked === null) {
    throw new Error("the model gave no vector for the question");
  }
  const rows = await sql.begin(async (tx) => {
    await tx.unsafe(searchSettings(efSearch));
    const own = { ...context, sql: tx as unknown as LegContext["sql"] };
    return await tx<{ id: string; score: number }[]>`
      select c.id::text, 1 - n.distance as score
      from (${nearest(own, embedder, vectorText(asked), reachOf(context, MOST))}) n
      join evidence_chunks c on c.id = n.chunk_id
      join evidence_documents d on d.id = c.document_id
      where n.distance < ${1 - LEAST} and ${within(own.sql, context)}
      order by n.distance, c.id limit ${MOST}`;
  });
  return { chunks: [...rows], documents: [] };
}
