/** Stand-ins of the vendors, for tests, benchmarks and the demo. */
export { type AccountCounts, accountCounts } from "./chatwoot/counts.ts";
export { type FeedDocument, FeedError, fillFromFeed, readFeed } from "./chatwoot/feed.ts";
export type { FaultKind, FaultRule, Faults } from "./faults.ts";
export type { SimClock } from "./clock.ts";
export { fillWithHistory } from "./chatwoot/history.ts";
export {
  type ChatwootFake,
  createChatwootFake,
  type FakeOptions,
  startChatwootFake,
} from "./chatwoot/server.ts";
export type { ChatwootState, NewConversation, NewMessage } from "./chatwoot/account.ts";
export { signature as chatwootSignature } from "./chatwoot/webhook_delivery.ts";
export { type Client, clientsOf } from "./clients.ts";
export { seededRandom } from "./random.ts";
export { type WorkspaceCounts, workspaceCounts } from "./linear/counts.ts";
export type { FieldFault, FieldFaults } from "./linear/graphql/field_faults.ts";
export { linearSchema, subsetText as linearSubsetText } from "./linear/graphql/schema.ts";
export { type BulkOptions, fillWithManyIssues } from "./linear/history/bulk.ts";
export { fillWithLinearHistory, type LinearHistoryOptions } from "./linear/history/history.ts";
export {
  createLinearFake,
  type LinearFake,
  type LinearFakeOptions,
  startLinearFake,
} from "./linear/server.ts";
export type { LinearState } from "./linear/state/state.ts";
export { signature as linearSignature } from "./linear/webhook_delivery.ts";
export { type CrmCounts, crmCounts } from "./attio/counts.ts";
export { fillWithManyRecords, type ManyRecordsOptions } from "./attio/history/bulk.ts";
export { type AttioHistoryOptions, fillWithAttioHistory } from "./attio/history/history.ts";
export {
  type AttioFake,
  type AttioFakeOptions,
  createAttioFake,
  startAttioFake,
} from "./attio/server.ts";
export { signature as attioSignature } from "./attio/webhook_delivery.ts";
export type { AttioEvent, AttioState } from "./attio/workspace.ts";
