import type { DocumentKind } from "../documents/document.ts";

/** What can be searched in: conversations, issues, deals, and all other documents (notes). */
export const SOURCE_FILTERS = ["messages", "issues", "deals", "chunks"] as const;

/** A kind of sources. */
export type SourceFilter = (typeof SOURCE_FILTERS)[number];

/** What narrows a search. */
export interface SearchFilters {
  /** Kinds of sources; all when left out. */
  sources?: readonly SourceFilter[];
  /** Not before, and before. */
  from?: Date;
  to?: Date;
  /** Part of the name of somebody who speaks in it. */
  person?: string;
  /** Private notes as well. */
  private?: boolean;
  /** Source rows to leave out: what the question itself was taken from. */
  exclude?: readonly string[];
}

/** Whose documents are searched. */
export interface SearchScope {
  accountScopeId: string;
  projectIds: readonly string[];
}

/** A question, and how much of an answer is wanted. */
export interface SearchRequest {
  /** 1 to 4,000 characters. */
  query: string;
  /** Hits in all, 1 to 50. */
  topK: number;
  /** Hits of each kind of sources, 1 to 25. */
  sourceLimit: number;
  filters: SearchFilters;
}

/** Kinds of documents that belong to a kind of sources. */
const KINDS: Record<SourceFilter, DocumentKind[]> = {
  messages: ["conversation", "private"],
  issues: ["issue"],
  deals: ["deal"],
  chunks: ["note"],
};

/** Kinds of documents a search looks into. */
export function kindsOf(
  { sources = SOURCE_FILTERS, private: all = false }: SearchFilters,
): DocumentKind[] {
  return sources.flatMap((source) => KINDS[source]).filter((kind) => all || kind !== "private");
}

/** The kind of sources a document belongs to. */
export function sourceOf(kind: DocumentKind): SourceFilter {
  return SOURCE_FILTERS.find((source) => KINDS[source].includes(kind))!;
}

/** Whether a search leaves out anything but what was said privately. */
export function isNarrow({ sources, from, to, person }: SearchFilters): boolean {
  return sources !== undefined || from !== undefined || to !== undefined || person !== undefined;
}
