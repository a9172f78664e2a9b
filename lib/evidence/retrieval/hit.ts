import type { HitRow } from "./hydrate.ts";
import type { PartName } from "./fuse.ts";
import type { LegName } from "./leg.ts";
import type { SourceFilter } from "./request.ts";

/** A piece of evidence, and why it ranks where it does. */
export interface Hit extends Omit<HitRow, "terms" | "occurred_at"> {
  /** From 1. */
  rank: number;
  source: SourceFilter;
  /** ISO 8601. */
  occurred_at: string;
  score: number;
  why: {
    /** What each way of finding added to the score. */
    parts: Partial<Record<PartName, number>>;
    /** What it was found by: the name, the title, the label. */
    reasons: Partial<Record<LegName, string>>;
    /** By what the sum was multiplied because of its age. */
    recency: number;
    /** Terms of the question it has, the rarest first. */
    terms: string[];
  };
  /** Further passages of the same document that were found. */
  passages: number;
  /** Other documents that say the same. */
  similar: number;
}
