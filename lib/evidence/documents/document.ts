import type { Sql, TransactionSql } from "../../platform/mod.ts";
import type { Passage } from "../text/chunk.ts";

/** Kinds of documents that sources are read as. */
export type SourceKind = "conversation" | "issue" | "deal" | "note";

/** Kinds of documents that are found; what was said privately in a conversation is one of its own. */
export type DocumentKind = SourceKind | "private";

/** A source row with what belongs to it, as one text to search in. */
export interface SourceDocument {
  /** Id at the source. */
  external_id: string;
  project_id: string;
  account_scope_id: string;
  connection_id: string;
  kind: DocumentKind;
  source: "chatwoot" | "linear" | "attio";
  source_table: string;
  source_id: string;
  title: string;
  url: string | null;
  /** Names of those who speak in it or stand for it. */
  people: string[];
  identifiers: string[];
  /** What it is about: see `evidence_entity` in the schema. */
  entities: string[];
  /** Names of labels, stages and states. */
  themes: string[];
  passages: Passage[];
}

/** A document as the database gives it: times within JSON are text. */
export type DocumentRow = Omit<SourceDocument, "passages"> & {
  passages: (Omit<Passage, "at"> & { at: string })[] | null;
};

/** Reads documents of one kind by their ids at the source; those that are gone are left out. */
export type LoadDocuments = (
  sql: Sql | TransactionSql,
  connectionId: string,
  ids: readonly string[],
) => Promise<SourceDocument[]>;

/** Documents of rows; those without a word are left out. */
export function documentsOf(rows: readonly DocumentRow[]): SourceDocument[] {
  return rows.map((row) => ({
    ...row,
    people: [...new Set(row.people)],
    entities: [...new Set(row.entities)],
    passages: (row.passages ?? []).map((passage) => ({ ...passage, at: new Date(passage.at) })),
  })).filter(({ passages }) => passages.some(({ text }) => text.trim() !== ""));
}
