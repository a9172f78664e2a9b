/** Public face of the connectors: what is connected, synced, bound, and what went wrong. */
export {
  type Binding,
  BINDING_KINDS,
  type BindingCandidate,
  type BindingKind,
  type NewBinding,
} from "./bindings.ts";
export type { Connection, StatusDetail } from "./connections.ts";
export type { AccountRequest, Connect, Vendor } from "./connect.ts";
export type { Probe, ProbedAccount, Seen } from "./probe.ts";
export {
  CONNECTOR_NAMES,
  type ConnectorName,
  type ConnectorSettings,
  type IssueOrder,
  type MadeIssue,
  type SyncWarning,
} from "./connector.ts";
export {
  type Actor,
  type Connectors,
  type ConnectorTools,
  createConnectors,
  type SyncOrder,
} from "./connectors.ts";
export type { JoinBalance, Reconciliation, StreamBalance } from "./balance.ts";
export { MAX_ATTEMPTS, type QueuedError } from "./error_queue.ts";
export { watchConnectors } from "./metrics.ts";
export type { EventFeed } from "./events/feed.ts";
export { EVENT_KINDS, type EventKind } from "./events/kinds.ts";
export {
  type ConnectorEvent,
  EVENT_CURSOR,
  type EventFilter,
  type EventPage,
  type EventScope,
} from "./events/list.ts";
export type { Issues } from "./issues.ts";
export { portfolioCompleteness, type ReconciliationRun } from "./reconciliation.ts";
export type { CompletenessDay, IdChange, ReconciliationDiff } from "./reconciliation_diff.ts";
export type { SyncRun } from "./runs.ts";
export type { ConnectorState } from "./states.ts";
export type { SyncResult } from "./sync_connection.ts";
export { vendorAddress, type WebhookEndpoint } from "./webhooks/endpoints.ts";
export type { Processed } from "./webhooks/process.ts";
export type { Received } from "./webhooks/receive.ts";
