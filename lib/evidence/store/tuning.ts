import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Clock, type Sql } from "../../platform/mod.ts";
import { type Embedder, vectorText } from "../embeddings/embedder.ts";
import { hasVectors } from "../embeddings/vector_store.ts";
import { nearest, searchSettings } from "../retrieval/legs/vector.ts";
import type { SearchScope } from "../retrieval/request.ts";
import type { Asker } from "./asker.ts";

/** How thoroughly the index of vectors can be searched: its candidates list (HNSW `ef_search`). */
export const EF_RANGE = { least: 10, most: 1000 } as const;

/** What is tried out, the fastest first. */
const TRIED = [10, 20, 40, 80, 120, 200, 400, 800];

/** What an index should find of what is nearest. */
const WANTED_RECALL = 0.95;

/** Neighbours that are compared, and questions they are compared on. */
const NEIGHBOURS = 10;
const QUESTIONS = 25;

/** One way of searching the index: the share of the nearest it finds, and how long it takes. */
export interface TuningPoint {
  ef_search: number;
  /** Recall@10 against comparing all vectors, mean over the questions. */
  recall: number;
  p50_ms: number;
  p95_ms: number;
}

/** What was measured. */
export interface Measured {
  at: string;
  /** Questions it was measured on; without enough of them, chunks stand in. */
  questions: number;
  /** Vectors of the scope. */
  vectors: number;
  exact_p50_ms: number;
  points: TuningPoint[];
}

/** How a scope's index of vectors is searched. */
export interface Tuning {
  ef_search: number;
  /** False: as the environment says. */
  own: boolean;
  default_ef_search: number;
  serving_model: string | null;
  measured: Measured | null;
}

/** How a scope's index is searched, and what was last measured. */
export async function readTuning(sql: Sql, accountScopeId: string, usual: number): Promise<Tuning> {
  const [row] = await sql<
    { ef_search: number | null; serving_model: string | null; measured: Measured | null }[]
  >`
    select ef_search, serving_model, measured from evidence_settings where account_scope_id = ${accountScopeId}`;
  return {
    ef_search: row?.ef_search ?? usual,
    own: (row?.ef_search ?? null) !== null,
    default_ef_search: usual,
    serving_model: row?.serving_model ?? null,
    measured: row?.measured ?? null,
  };
}

/** Sets how a scope's index is searched; null: as the environment says. */
export async function setTuning(
  sql: Sql,
  asker: Asker,
  efSearch: number | null,
  measured?: Measured,
): Promise<void> {
  await sql.begin(async (tx) => {
    const [before] = await tx<{ ef_search: number | null }[]>`
      select ef_search from evidence_settings where account_scope_id = ${asker.accountScopeId} for update`;
    const figures = measured === undefined ? null : tx.json(measured as never);
    await tx`
      insert into evidence_settings as s (account_scope_id, ef_search, measured)
      values (${asker.accountScopeId}, ${efSearch}, ${figures})
      on conflict (account_scope_id) do update set ef_search = excluded.ef_search,
        measured = coalesce(excluded.measured, s.measured)`;
    await recordAudit(tx, {
      ...asker,
      action: "evidence.tuned",
      entity: "account_scope",
      entityId: asker.accountScopeId,
      before: { ef_search: before?.ef_search ?? null },
      after: { ef_search: efSearch },
    });
  });
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

const noVectors = () =>
  new ApiError(409, "no_vectors", "There are no vectors yet to measure a search on.");

/** Vectors of questions people asked lately, then of chunks, as texts for the database. */
async function probesOf(
  sql: Sql,
  scope: SearchScope,
  embedder: Embedder,
): Promise<string[]> {
  const asked = await sql<{ query: string }[]>`
    select query from (
      select query, max(at) as at from evidence_query_runs where account_scope_id = ${scope.accountScopeId}
      group by query) q order by at desc limit ${QUESTIONS}`;
  const vectors = await embedder.embed(asked.map(({ query }) => ({ title: "", text: query })));
  const probes = vectors.filter((vector) => vector !== null).map(vectorText);
  if (probes.length >= QUESTIONS) return probes;
  const chunks = await sql<{ vector: string }[]>`
    select embedding::text as vector from evidence_vectors
    where account_scope_id = ${scope.accountScopeId} and model = ${embedder.model} and status = 'ready'
    order by md5(chunk_id::text) limit ${QUESTIONS - probes.length}`;
  return [...probes, ...chunks.map(({ vector }) => vector)];
}

/** The nearest chunks of each probe, searched one way, and how long each search took. */
async function searchAll(
  { sql, clock }: { sql: Sql; clock: Clock },
  scope: SearchScope,
  embedder: Embedder,
  probes: readonly string[],
  settings: string,
): Promise<{ found: Set<string>[]; ms: number[] }> {
  return await sql.begin(async (tx) => {
    await tx.unsafe(settings);
    const found: Set<string>[] = [];
    const ms: number[] = [];
    for (const probe of probes) {
      const began = clock.now();
      const rows = await tx<{ chunk_id: string }[]>`
        ${nearest({ sql: tx as unknown as Sql, scope }, embedder, probe, NEIGHBOURS)}`;
      ms.push(clock.now() - began);
      found.push(new Set(rows.map((row) => row.chunk_id)));
    }
    return { found, ms: ms.sort((left, right) => left - right) };
  });
}

/**
 * Measures ways of searching the index against comparing all vectors, on questions people asked, and says
 * the fastest that finds at least 95 % of the nearest ten.
 *
 * @param clock of real time, in which searches are measured
 * @throws {ApiError} 409 when there are no vectors to search
 */
export async function measureTuning(
  tools: { sql: Sql; clock: Clock },
  scope: SearchScope,
  embedder: Embedder,
): Promise<{ best: number; measured: Measured }> {
  const { sql, clock } = tools;
  if (!await hasVectors(sql)) throw noVectors();
  const probes = await probesOf(sql, scope, embedder);
  if (probes.length === 0) throw noVectors();
  const [count] = await sql<{ vectors: number }[]>`
    select count(*)::int as vectors from evidence_vectors
    where account_scope_id = ${scope.accountScopeId} and model = ${embedder.model} and status = 'ready'`;
  const exact = await searchAll(tools, scope, embedder, probes, "set local enable_indexscan = off");
  const points: TuningPoint[] = [];
  for (const ef of TRIED) {
    const { found, ms } = await searchAll(tools, scope, embedder, probes, searchSettings(ef));
    const recalls = found.map((own, index) => {
      const wanted = exact.found[index]!;
      return wanted.size === 0 ? 1 : own.intersection(wanted).size / wanted.size;
    });
    const recall = recalls.reduce((sum, value) => sum + value, 0) / recalls.length;
    points.push({ ef_search: ef, recall, p50_ms: quantile(ms, 0.5), p95_ms: quantile(ms, 0.95) });
    if (recall >= 0.999) break;
  }
  const enough = points.find(({ recall }) => recall >= WANTED_RECALL) ??
    points.reduce((left, right) => right.recall > left.recall ? right : left);
  const measured = {
    at: new Date(clock.now()).toISOString(),
    questions: probes.length,
    vectors: count!.vectors,
    exact_p50_ms: quantile(exact.ms, 0.5),
    points,
  };
  return { best: enough.ef_search, measured };
}
