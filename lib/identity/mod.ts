/**
 * Public face of the identity graph: which records of people, companies, deals and projects belong
 * together.
 *
 * A connector adds its records with an `IdentitySource`: a query of one row per record.
 * @example
 * ```ts
 * const users: IdentitySource = {
 *   source: "linear", kind: "person", sort: "user:",
 *   select: (sql, scope) => sql`
 *     select connection_id || ':' || external_id as source_id, 'user' as role, name, array[email] as emails
 *     from linear_users where account_scope_id = ${scope} and deleted_at is null`,
 * };
 * await previewIdentity({ sql, clock, signal, sources: [...usualSources, users] }, scope);
 * ```
 */
export {
  previewIdentity,
  type PreviewResult,
  type PreviewTools,
  usualSources,
} from "./store/preview.ts";
export { everySource } from "./store/every_source.ts";
export { type LastPreview, lastPreview } from "./store/last_preview.ts";
export { type IdentitySource, type RecordKind, refreshRecords } from "./store/source.ts";
export { applySuggestion, type Change, type Decider, dismissSuggestion } from "./store/decide.ts";
export { applyAll, type BatchResult, MOST_AT_ONCE, undoBatch } from "./store/batch.ts";
export { undo } from "./store/undo.ts";
export {
  countSuggestions,
  listSuggestions,
  type SuggestionFilter,
  type SuggestionPlace,
  type SuggestionRow,
  weighSuggestions,
} from "./store/list.ts";
export {
  type ClusterFilter,
  type ClusterPlace,
  type ClusterRow,
  countClusters,
  listClusters,
} from "./store/list_groups.ts";
export {
  type ChangeFilter,
  type ChangeRow,
  countChanges,
  listChanges,
} from "./store/list_changes.ts";
export { type Entity, type EntityRecord, readEntity } from "./store/entity.ts";
export { type RelatedRow, relatedTo } from "./store/related.ts";
export { type ConversationRow, conversationsOf } from "./store/conversations.ts";
export { recordUrls } from "./store/record_urls.ts";
export { ABOUT, type About, aboutOf, RECORD_SOURCES, suggestionsAbout } from "./store/about.ts";
export type { ShownRecord } from "./store/shown.ts";
export type { LinkKind } from "./store/suggestion.ts";
export type { SurvivingField, Survivor, Survivors } from "./survivors.ts";
export { SURVIVING } from "./survivors.ts";
export type { Reason } from "./matching/reasons.ts";
export { type Matching, matchRecords } from "./matching/match.ts";
export { buildDataset } from "./matching/dataset.ts";
export { inOrder, readTable, type Table } from "./matching/table.ts";
export { probability } from "./matching/model.ts";
