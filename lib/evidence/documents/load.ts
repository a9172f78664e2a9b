import type { Sql, TransactionSql } from "../../platform/mod.ts";
import { loadConversations } from "./conversations.ts";
import { loadDeals, loadNotes } from "./deals_and_notes.ts";
import type { LoadDocuments, SourceDocument, SourceKind } from "./document.ts";
import { loadIssues } from "./issues.ts";

const loaders: Record<SourceKind, LoadDocuments> = {
  conversation: loadConversations,
  issue: loadIssues,
  deal: loadDeals,
  note: loadNotes,
};

/** Reads documents of a connection by kind and id at the source. */
export function loadDocuments(
  sql: Sql | TransactionSql,
  kind: SourceKind,
  connectionId: string,
  ids: readonly string[],
): Promise<SourceDocument[]> {
  return loaders[kind](sql, connectionId, ids);
}

/** Table with the rows that documents of a kind are of. */
export const TABLE_OF: Record<SourceKind, string> = {
  conversation: "chatwoot_conversations",
  issue: "linear_issues",
  deal: "attio_deals",
  note: "attio_notes",
};
