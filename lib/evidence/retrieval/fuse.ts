import type { Found, LegName } from "./leg.ts";

/** What speaks for a chunk: the legs, the question's own wording, and how much of the question it has. */
export type PartName = LegName | "phrase" | "coverage";

/**
 * What each leg's word counts. BM25 is a share of what a text with all the words could have, about a third for
 * a good one. The vectors' weight is their model's: see `Embedder`. Measured by `deno task eval:search`.
 */
export const LEG_WEIGHTS: Record<Exclude<LegName, "vector">, number> = {
  bm25: 1,
  entity: 0.1,
  trigram: 0.03,
  theme: 0.02,
};

/** A chunk with what speaks for it. */
export interface Candidate {
  chunk: string;
  document: string;
  /** Sum over legs of weight × score. */
  score: number;
  /** By leg, what it added. */
  parts: Partial<Record<PartName, number>>;
  /** By leg, what it names as its reason: the entity, the title, the label. */
  reasons: Partial<Record<LegName, string>>;
}

/** What a chunk belongs to. */
export type DocumentOf = ReadonlyMap<string, string>;

/**
 * Adds up what the legs say: of chunks each by itself, of documents for all their chunks. Best first.
 *
 * @param vectorWeight what the cosine of the vectors counts
 * @param documentOf the document of each chunk that may be found
 * @param usual for each document found as a whole the chunk that stands for it when no other leg found one
 */
export function fuse(
  found: ReadonlyMap<LegName, Found>,
  vectorWeight: number,
  documentOf: DocumentOf,
  usual: ReadonlyMap<string, string>,
): Candidate[] {
  const candidates = new Map<string, Candidate>();
  const candidate = (chunk: string, document: string): Candidate => {
    const known = candidates.get(chunk);
    if (known !== undefined) return known;
    const made: Candidate = { chunk, document, score: 0, parts: {}, reasons: {} };
    candidates.set(chunk, made);
    return made;
  };
  const add = (to: Candidate, leg: LegName, score: number, why: string | null) => {
    const part = (leg === "vector" ? vectorWeight : LEG_WEIGHTS[leg]) * score;
    to.score += part;
    to.parts[leg] = part;
    if (why !== null) to.reasons[leg] = why;
  };
  for (const [leg, { chunks }] of found) {
    for (const { id, score } of chunks) {
      const document = documentOf.get(id);
      if (document !== undefined) add(candidate(id, document), leg, score, null);
    }
  }
  const byDocument = Map.groupBy(candidates.values(), ({ document }) => document);
  for (const [leg, { documents }] of found) {
    for (const { id, score, why } of documents) {
      const own = byDocument.get(id) ?? [];
      const chunk = usual.get(id);
      if (own.length === 0 && chunk !== undefined) {
        own.push(candidate(chunk, id));
        byDocument.set(id, own);
      }
      for (const one of own) add(one, leg, score, why);
    }
  }
  return [...candidates.values()].sort(byScore);
}

/** Best first, and always in the same order. */
export function byScore(
  left: Pick<Candidate, "score" | "chunk">,
  right: Pick<Candidate, "score" | "chunk">,
): number {
  return right.score - left.score || Number(BigInt(left.chunk) - BigInt(right.chunk));
}
