/**
 * Public face of the identity graph: which records of people, companies, deals and projects belong
 * together.
 *
 * A connector adds its records with an `IdentitySource`: a query of one row per record.
 * @example
 * ```ts
 * const linearUsers: IdentitySource = {
 *   source: "linear", kind: "person", sort: "user:",
 *   select: (sql, scope) => sql`
 *     select connection_id || ':' || external_id as source_id, 'user' as role, name, array[email] as emails
 *     from linear_users where account_scope_id = ${scope} and deleted_at is null`,
 * };
 * await previewIdentity({ sql, clock, signal, sources: [...usualSources, linearUsers] }, scope);
 * ```
 */
export {
  previewIdentity,
  type PreviewResult,
  type PreviewTools,
  usualSources,
} from "./store/preview.ts";
export { type IdentitySource, type RecordKind, refreshRecords } from "./store/source.ts";
export { applySuggestion, type Change, type Decider, dismissSuggestion } from "./store/decide.ts";
export { undo } from "./store/undo.ts";
export {
  type ChangeRow,
  type ClusterRow,
  countSuggestions,
  listChanges,
  listClusters,
  listSuggestions,
  type ShownRecord,
  type SuggestionFilter,
  type SuggestionRow,
} from "./store/list.ts";
export type { LinkKind } from "./store/suggestion.ts";
export type { Survivor, Survivors } from "./survivors.ts";
export type { Reason } from "./matching/reasons.ts";
export { type Matching, matchRecords } from "./matching/match.ts";
export { buildDataset } from "./matching/dataset.ts";
export { inOrder, readTable, type Table } from "./matching/table.ts";
export { probability } from "./matching/model.ts";
