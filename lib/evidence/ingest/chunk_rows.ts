import { createHash } from "node:crypto";
import type { SourceDocument } from "../documents/document.ts";
import { chunksOf } from "../text/chunk.ts";
import { countTerms, termsOf } from "../text/terms.ts";

/** What a word of a title counts, beside one of the text. */
const TITLE_WEIGHT = 3;

/** A chunk as it is stored. */
export interface ChunkRow {
  position: number;
  text: string;
  refs: string[];
  occurred_at: string;
  author: string | null;
  /** Hexadecimal. */
  content_hash: string;
  terms: string[];
  counts: number[];
  length: number;
}

/** Changes with the way chunks and terms are made, so that all documents are made again. */
const VERSION = "1";

const sha256 = (value: unknown) =>
  createHash("sha256").update(JSON.stringify([VERSION, value])).digest("hex");

/** A hash of everything a document is found by. */
export function documentHash(document: SourceDocument): string {
  const { external_id: _, ...content } = document;
  return sha256(content);
}

/**
 * A document's chunks, with the terms they are found by: those of its title and short names in each. The
 * chunks' hashes leave their places out, so that a chunk that moved is the same.
 */
export function chunkRows(document: SourceDocument): ChunkRow[] {
  const title = termsOf([document.title, ...document.identifiers].join("\n"));
  return chunksOf(document.passages).map((chunk, position) => {
    const counts = countTerms(termsOf(chunk.text), 1, countTerms(title, TITLE_WEIGHT));
    const { text, refs, at, author } = chunk;
    return {
      position,
      text,
      refs,
      occurred_at: at.toISOString(),
      author,
      content_hash: sha256([text, refs, at, author, title]),
      terms: [...counts.keys()],
      counts: [...counts.values()],
      length: counts.values().reduce((sum, count) => sum + count, 0),
    };
  });
}
