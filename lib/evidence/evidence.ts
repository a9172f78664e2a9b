import type { Cache, Clock, Config, EventBus, HttpClient, Logger, Sql } from "../platform/mod.ts";
import { answerOf } from "./answer/answer.ts";
import { rephrase } from "./answer/rephrase.ts";
import type { Embedder } from "./embeddings/embedder.ts";
import { localEmbedder } from "./embeddings/local.ts";
import { remoteEmbedder } from "./embeddings/remote.ts";
import { hasVectors } from "./embeddings/vector_store.ts";
import { type Refreshed, refreshEvidence } from "./ingest/refresh.ts";
import { calibrated, chanceOf } from "./quality/calibration.ts";
import { featuresOf } from "./quality/features.ts";
import { qualityProxy } from "./quality/proxy.ts";
import { retrieve, type RetrieveTools } from "./retrieval/retrieve.ts";
import type { SearchRequest, SearchScope } from "./retrieval/request.ts";
import { KEPT_SECONDS, type KeptResult, keyOf, keyPrefix, type SearchResult } from "./search.ts";
import { feedbackByBin } from "./store/feedback.ts";
import { recordRun } from "./store/runs.ts";
import { type EvidenceStatus, readStatus } from "./store/status.ts";
import { type Measured, measureTuning, readTuning, type Tuning } from "./store/tuning.ts";

/** What evidence search needs. */
export interface EvidenceTools {
  sql: Sql;
  cache: Cache;
  clock: Clock;
  events: EventBus;
  http: Pick<HttpClient, "requestJson">;
  log: Logger;
  config: Pick<Config, "embeddings" | "answerModel" | "efSearch">;
}

/** Search for evidence, as the product uses it. */
export interface Evidence {
  /** Evidence and an answer; asked again within five minutes without changes, the same. */
  search(scope: SearchScope, request: SearchRequest, actor: string): Promise<SearchResult>;
  /** Brings the index in line with the sources. */
  refresh(accountScopeId: string, signal: AbortSignal): Promise<Refreshed>;
  status(scope: SearchScope): Promise<EvidenceStatus>;
  tuning(accountScopeId: string): Promise<Tuning>;
  /** Measures ways of searching the vectors. */
  measure(scope: SearchScope): Promise<{ best: number; measured: Measured }>;
  /** Drops what is kept of a scope's answers, as after a change of how it searches. */
  forget(accountScopeId: string): Promise<void>;
  close(): void;
}

/** Real time, for durations: a test's clock may stand. */
const stopwatch = () => performance.now();

/** Jobs that end with other rows to find. */
const OUTDATING = ["messages", "conversations", "evidence", "signals", "identity"];

/** Wires evidence search. */
export function createEvidence(tools: EvidenceTools): Evidence {
  const { sql, cache, clock, events, http, log, config } = tools;
  const configured: Embedder = config.embeddings === null
    ? localEmbedder
    : remoteEmbedder(config.embeddings, http);

  /** The maker of a model's vectors; null when it is configured no more. */
  const embedderOf = (model: string | null) =>
    [configured, localEmbedder].find((embedder) => embedder.model === model) ?? null;

  async function forget(accountScopeId: string): Promise<void> {
    const projects = await sql<{ id: string }[]>`
      select id from projects where account_scope_id = ${accountScopeId}`;
    await Promise.all([`scope-${accountScopeId}`, ...projects.map(({ id }) => id)]
      .map((owner) => cache.deletePrefix(keyPrefix(owner))));
  }

  const unsubscribe = events.subscribe(({ event }) => {
    if (event.type !== "job_completed") return;
    if (!event.changed.some((kind) => OUTDATING.includes(kind))) return;
    // a cache that cannot be reached forgets by itself
    void forget(event.accountScopeId).catch(() => {});
  });

  async function vectorsOf(
    accountScopeId: string,
  ): Promise<{ model: string; use: RetrieveTools["vectors"] }> {
    const [there, { serving_model, ef_search }] = await Promise.all([
      hasVectors(sql),
      readTuning(sql, accountScopeId, config.efSearch),
    ]);
    const embedder = embedderOf(serving_model);
    const use = there && embedder !== null ? { embedder, efSearch: ef_search } : null;
    return { model: `${use === null ? "words" : serving_model}:${ef_search}`, use };
  }

  async function lookUp(
    scope: SearchScope,
    request: SearchRequest,
    vectors: RetrieveTools["vectors"],
  ): Promise<KeptResult> {
    const now = clock.now();
    const onFailure = (leg: string, error: unknown) => {
      if (leg !== "vector" || vectors !== null) {
        log.warn({ err: error, leg }, "a way of finding failed");
      }
    };
    const [found, feedback] = await Promise.all([
      retrieve({ sql, now, vectors, onFailure }, scope, request),
      feedbackByBin(sql, scope.accountScopeId),
    ]);
    const { hits, weights, degraded, candidates, question } = found;
    const features = featuresOf(hits, weights);
    const chance = hits.length === 0 ? 0 : chanceOf(features);
    const answer = answerOf(hits, weights, chance);
    if (answer.enough && config.answerModel !== null) {
      answer.summary = await rephrase(config.answerModel, http, request.query, answer.quotes)
        .catch((error) => {
          log.warn({ err: error }, "the model did not word the answer");
          return null;
        });
    }
    const sourceTypes = new Set(hits.map(({ source }) => source)).size;
    return {
      as_of: new Date(now).toISOString(),
      hits,
      answer,
      quality: Math.round(1000 * (hits.length === 0 ? 0 : calibrated(chance, feedback))) / 10,
      quality_proxy:
        Math.round(10 * qualityProxy({ hits: hits.length, sourceTypes, chunks: candidates })) / 10,
      features: { ...features, chance },
      degraded,
      terms: [...question.terms.keys()],
    };
  }

  return {
    async search(scope, request, actor) {
      const began = stopwatch();
      const { model, use } = await vectorsOf(scope.accountScopeId);
      const key = keyOf(scope, request, model);
      let cached = true;
      const kept = await cache.remember(key, KEPT_SECONDS, () => {
        cached = false;
        return lookUp(scope, request, use);
      });
      const durationMs = Math.round((stopwatch() - began) * 10) / 10;
      const { hits, features, quality, quality_proxy, degraded } = kept;
      const id = await recordRun(sql, {
        ...{ ...scope, actor, query: request.query, filters: request.filters },
        at: new Date(clock.now()),
        found: hits.map(({ chunk, document }) => ({ chunk, document })),
        ...{ features, quality, qualityProxy: quality_proxy, degraded, cached, durationMs },
      });
      return { ...kept, query_run_id: id, cached, duration_ms: durationMs };
    },
    refresh: (accountScopeId, signal) =>
      refreshEvidence({ sql, clock, embedder: configured, signal }, accountScopeId),
    status: (scope) => readStatus(sql, scope, configured.model),
    tuning: (accountScopeId) => readTuning(sql, accountScopeId, config.efSearch),
    async measure(scope) {
      const embedder =
        embedderOf((await readTuning(sql, scope.accountScopeId, config.efSearch)).serving_model) ??
          configured;
      return await measureTuning({ sql, clock: { ...clock, now: stopwatch } }, scope, embedder);
    },
    forget,
    close: unsubscribe,
  };
}
