import type { Sql } from "../../platform/mod.ts";
import type { Embedder } from "../embeddings/embedder.ts";
import { byScore, type Candidate, fuse, type PartName } from "./fuse.ts";
import type { Hit } from "./hit.ts";
import { documentsOfChunks, type HitRow, readHits } from "./hydrate.ts";
import { type Found, type LegContext, type LegName, LEGS } from "./leg.ts";
import { bm25, type TermWeights } from "./legs/bm25.ts";
import { entity } from "./legs/entity.ts";
import { theme } from "./legs/theme.ts";
import { trigram } from "./legs/trigram.ts";
import { vector } from "./legs/vector.ts";
import { withoutNearDuplicates } from "./near_duplicates.ts";
import { COVERAGE_WEIGHT, coverageOf, PHRASE_WEIGHT, phraseMeasure } from "./wording.ts";
import { type Question, questionOf } from "./question.ts";
import { recencyFactor } from "./recency.ts";
import { type SearchRequest, type SearchScope, sourceOf } from "./request.ts";

/** What searching needs. */
export interface RetrieveTools {
  sql: Sql;
  /** Epoch milliseconds. */
  now: number;
  /** Makes vectors of questions; null: there are no vectors to compare with. */
  vectors: { embedder: Embedder; efSearch: number } | null;
  /** Ways of finding to use; all when left out. */
  legs?: readonly LegName[];
  /** Told why a leg failed. */
  onFailure?: (leg: LegName, error: unknown) => void;
}

/** What was found. */
export interface Retrieved {
  question: Question;
  hits: Hit[];
  /** Chunks that any leg found. */
  candidates: number;
  /** What the terms of the question weigh in these projects. */
  weights: TermWeights;
  /** Ways of finding that could not be used. */
  degraded: LegName[];
}

/** Chunks that are looked at in full. */
const READ = 80;

/** Kinds of documents that are things of their own: two issues with the same words are two issues. */
const RECORDS: ReadonlySet<string> = new Set(["issue", "deal"]);

/** The spaces of projects. */
async function spacesOf(
  sql: Sql,
  scope: SearchScope,
  withPrivate: boolean,
): Promise<number[]> {
  const rows = await sql<{ space: number }[]>`
    select space from evidence_spaces
    where account_scope_id = ${scope.accountScopeId} and project_id = any (${[
    ...scope.projectIds,
  ]}::uuid[])
      and (${withPrivate} or not private)`;
  return rows.map(({ space }) => space);
}

/** Asks all legs at once. One that fails is named, and the others answer. */
async function ask(
  context: LegContext,
  { vectors, legs = LEGS, onFailure = () => {} }: RetrieveTools,
): Promise<{ found: Map<LegName, Found>; weights: TermWeights; degraded: LegName[] }> {
  let weights: TermWeights = new Map();
  const ways: Record<LegName, () => Promise<Found>> = {
    bm25: async () => {
      const found = await bm25(context);
      weights = found.weights;
      return found;
    },
    vector: () => {
      if (vectors === null) throw new Error("there are no vectors");
      return vector(context, vectors.embedder, vectors.efSearch);
    },
    entity: () => entity(context),
    trigram: () => trigram(context),
    theme: () => theme(context),
  };
  const found = new Map<LegName, Found>();
  const degraded: LegName[] = [];
  const results = await Promise.allSettled(legs.map(async (leg) => await ways[leg]()));
  legs.forEach((leg, index) => {
    const result = results[index]!;
    if (result.status === "fulfilled") return found.set(leg, result.value);
    degraded.push(leg);
    onFailure(leg, result.reason);
  });
  if (found.size === 0) throw (results[0] as PromiseRejectedResult).reason;
  return { found, weights, degraded };
}

/** What a chunk's own words add to what the legs say of it. */
type Wording = (row: HitRow) => Partial<Record<PartName, number>>;

/** Of how much of the question a chunk has, and how much of that in the question's own wording. */
function wordingOf(query: string, weights: TermWeights): Wording {
  const phrase = phraseMeasure(query);
  return ({ title, text, terms }) => ({
    phrase: PHRASE_WEIGHT * phrase(`${title}\n${text}`, new Set(terms)),
    coverage: COVERAGE_WEIGHT * coverageOf(terms, weights),
  });
}

const sumOf = (parts: Partial<Record<PartName, number>>) =>
  Object.values(parts).reduce((sum, part) => sum + part, 0);

/** Candidates with their rows: the best chunk of each document, with its wording and its age counted. */
function bestOfDocuments(
  candidates: readonly Candidate[],
  rows: ReadonlyMap<string, HitRow>,
  { now, wording }: { now: number; wording: Wording },
): { row: HitRow; candidate: Candidate; recency: number; passages: number }[] {
  const dated = candidates.flatMap((candidate) => {
    const row = rows.get(candidate.chunk);
    if (row === undefined) return [];
    const recency = recencyFactor(row.occurred_at, now);
    const parts = { ...candidate.parts, ...wording(row) };
    return [{ row, recency, candidate: { ...candidate, parts, score: sumOf(parts) * recency } }];
  }).sort((left, right) => byScore(left.candidate, right.candidate));
  return [...Map.groupBy(dated, ({ row }) => row.document).values()]
    .map((chunks) => ({ ...chunks[0]!, passages: chunks.length - 1 }));
}

/** At most so many hits of each kind of sources. */
function limitSources<T extends { item: { row: HitRow } }>(hits: readonly T[], limit: number): T[] {
  const counts = new Map<string, number>();
  return hits.filter(({ item }) => {
    const source = sourceOf(item.row.kind);
    const count = (counts.get(source) ?? 0) + 1;
    counts.set(source, count);
    return count <= limit;
  });
}

/**
 * Finds evidence for a question in the documents of some projects: every leg by itself, their words
 * weighted and added up, newer before older, one hit for a document, and none that says the same as one
 * before it.
 */
export async function retrieve(
  tools: RetrieveTools,
  scope: SearchScope,
  { query, topK, sourceLimit, filters }: SearchRequest,
): Promise<Retrieved> {
  const { sql, now } = tools;
  const question = questionOf(query);
  const spaces = await spacesOf(sql, scope, filters.private ?? false);
  const context: LegContext = { sql, scope, spaces, question, filters };
  const { found, weights, degraded } = await ask(context, tools);
  const chunks = [...new Set([...found.values()].flatMap((leg) => leg.chunks.map(({ id }) => id)))];
  const documents = [
    ...new Set([...found.values()].flatMap((leg) => leg.documents.map(({ id }) => id))),
  ];
  const { documentOf, usual } = await documentsOfChunks(context, chunks, documents);
  const candidates = fuse(found, tools.vectors?.embedder.weight ?? 0, documentOf, usual);
  const rows = await readHits(sql, context, candidates.slice(0, READ).map(({ chunk }) => chunk));
  // one leg by itself is measured without the others' help
  const wording = tools.legs === undefined ? wordingOf(query, weights) : () => ({});
  const best = bestOfDocuments(candidates.slice(0, READ), rows, { now, wording });
  const distinct = withoutNearDuplicates(
    best,
    ({ row }) => RECORDS.has(row.kind) ? null : new Set(row.terms),
  );
  const rarest = [...weights].sort(([, left], [, right]) => right - left).map(([term]) => term);
  const hits = limitSources(distinct, sourceLimit).slice(0, topK).map(
    ({ item, similar }, index): Hit => {
      const { terms, occurred_at, ...row } = item.row;
      const own = new Set(terms);
      return {
        ...row,
        rank: index + 1,
        source: sourceOf(row.kind),
        occurred_at: occurred_at.toISOString(),
        score: item.candidate.score,
        why: {
          parts: item.candidate.parts,
          reasons: item.candidate.reasons,
          recency: item.recency,
          terms: rarest.filter((term) => own.has(term)),
        },
        passages: item.passages,
        similar,
      };
    },
  );
  return { question, hits, candidates: candidates.length, weights, degraded };
}
