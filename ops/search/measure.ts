import {
  featuresOf,
  type LegName,
  LEGS,
  localEmbedder,
  type QualityFeatures,
  retrieve,
} from "@/lib/evidence/mod.ts";
import type { Sql } from "@/lib/platform/mod.ts";
import type { JudgedSet } from "./judged_set.ts";
import type { LoadedSet } from "./load_set.ts";
import { meanFigures, type RankingFigures, rankingFigures } from "./ranking.ts";

/** A question that was asked of a set, and whether one of the three best hits was right. */
export interface AskedQuestion {
  features: QualityFeatures;
  right: boolean;
}

/** What was measured on a set. */
export interface Measured {
  key: string;
  documents: number;
  chunks: number;
  questions: number;
  fused: RankingFigures;
  /** Each way of finding by itself, those that found anything. */
  legs: Partial<Record<LegName, RankingFigures>>;
  p50Ms: number;
  p95Ms: number;
  asked: AskedQuestion[];
}

/** When everything is asked: documents of a set are of one age. */
const NOW = Date.parse("2026-01-01T00:00:00Z");

/** Hits that are looked at: ten, after the question's own document is left out. */
const DEPTH = 10;

interface Ranked {
  ranked: string[];
  features: QualityFeatures;
  ms: number;
}

async function ask(
  sql: Sql,
  set: LoadedSet,
  question: { id: string; text: string },
  legs?: readonly LegName[],
): Promise<Ranked> {
  const own = set.rowOf.get(question.id);
  const began = performance.now();
  const { hits, weights } = await retrieve(
    {
      ...{ sql, now: NOW, legs },
      vectors: set.vectors ? { embedder: localEmbedder, efSearch: 100 } : null,
    },
    set.scope,
    {
      ...{ query: question.text, topK: DEPTH, sourceLimit: DEPTH },
      filters: own === undefined ? {} : { exclude: [own] },
    },
  );
  return {
    ranked: hits.map(({ source_id }) => set.documentOf.get(source_id)!),
    features: featuresOf(hits, weights),
    ms: performance.now() - began,
  };
}

/** Asks a set's questions, of all ways of finding together and of each alone. */
export async function measure(sql: Sql, judged: JudgedSet, set: LoadedSet): Promise<Measured> {
  const figures = async (legs?: readonly LegName[]) => {
    const all: { ranking: RankingFigures; answer: Ranked; right: boolean }[] = [];
    for (const question of judged.questions) {
      const answer = await ask(sql, set, question, legs);
      const grades = judged.judgements.get(question.id)!;
      const right = answer.ranked.slice(0, 3).some((id) => grades.has(id));
      all.push({ ranking: rankingFigures(answer.ranked, grades), answer, right });
    }
    return all;
  };
  const fused = await figures();
  const legs: Measured["legs"] = {};
  for (const leg of LEGS) {
    if (leg === "vector" && !set.vectors) continue;
    const mean = meanFigures((await figures([leg])).map(({ ranking }) => ranking));
    if (mean.recall10 > 0) legs[leg] = mean;
  }
  const times = fused.map(({ answer }) => answer.ms).sort((left, right) => left - right);
  const quantile = (q: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0;
  return {
    key: judged.key,
    documents: judged.documents.length,
    chunks: set.chunks,
    questions: judged.questions.length,
    fused: meanFigures(fused.map(({ ranking }) => ranking)),
    legs,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    asked: fused.map(({ answer, right }) => ({ features: answer.features, right })),
  };
}

/** Asks questions of a set that does not answer them. */
export async function askStrangers(
  sql: Sql,
  set: LoadedSet,
  questions: readonly { id: string; text: string }[],
): Promise<AskedQuestion[]> {
  const asked: AskedQuestion[] = [];
  for (const question of questions) {
    asked.push({ features: (await ask(sql, set, question)).features, right: false });
  }
  return asked;
}
