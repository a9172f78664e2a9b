/**
 * Public face of evidence search: source rows as documents, found by words, vectors, names and themes, with
 * answers in their own words.
 * @module
 */
export { createEvidence, type Evidence, type EvidenceTools } from "./evidence.ts";
export type { SearchResult } from "./search.ts";
export type { Answer, Quote } from "./answer/answer.ts";
export type { Refreshed } from "./ingest/refresh.ts";
export type { Hit } from "./retrieval/hit.ts";
export type { PartName } from "./retrieval/fuse.ts";
export { type LegName, LEGS } from "./retrieval/leg.ts";
export {
  type SearchFilters,
  type SearchRequest,
  type SearchScope,
  SOURCE_FILTERS,
  type SourceFilter,
} from "./retrieval/request.ts";
export { retrieve, type Retrieved } from "./retrieval/retrieve.ts";
export { refreshEvidence } from "./ingest/refresh.ts";
export { findNamed, type NamedThing } from "./names/find_named.ts";
export type { Embedder } from "./embeddings/embedder.ts";
export { localEmbedder } from "./embeddings/local.ts";
export {
  calibrationError,
  chanceOf,
  fitQuality,
  type QualityModel,
  reliability,
  type ReliabilityBin,
} from "./quality/calibration.ts";
export { featuresOf, type QualityFeatures } from "./quality/features.ts";
export { JUDGED } from "./quality/judged.ts";
export { type QualityReport, readQuality } from "./quality/report.ts";
export { type Feedback, feedbackOn, giveFeedback } from "./store/feedback.ts";
export { purgeRuns, type RecentQuestion, recentQuestions } from "./store/runs.ts";
export { forgetQuestion, type SavedQuestion, savedQuestions, saveQuestion } from "./store/saved.ts";
export type { EvidenceStatus } from "./store/status.ts";
export {
  EF_RANGE,
  type Measured,
  setTuning,
  type Tuning,
  type TuningPoint,
} from "./store/tuning.ts";
export { termsOf } from "./text/terms.ts";
