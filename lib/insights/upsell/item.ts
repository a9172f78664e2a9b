import type { BehindRef } from "../behind/rows_behind.ts";
import type { Theme } from "./words/themes.ts";

/** What a client's words ask for. */
export interface WordFacts {
  themes: Theme[];
  /** Messages that say so. */
  messages: number;
  contact: string | null;
}

/** A deal beside the others of its scope. */
export interface DealFacts {
  name: string | null;
  stage: string | null;
  /** ISO 8601. */
  stage_since: string | null;
  /** Quarter of the scope's own deals by value, 1 the smallest; null: too few to compare. */
  quarter: number | null;
  next_step: string | null;
  next_step_due: string | null;
}

/** A chance to sell as it is found: what is the same gives the same item. */
export type FoundChance =
  & {
    project_id: string;
    cause: string;
    score: number;
    confidence: number;
    value: number | null;
    currency: string | null;
    evidence: BehindRef[];
    /** ISO 8601. */
    occurred_at: string;
  }
  & ({ kind: "words"; facts: WordFacts } | { kind: "deal"; facts: DealFacts });

/** Where an item stands: nobody decided, it is pursued, it is none, or it came to something. */
export const UPSELL_STATUSES = ["proposed", "accepted", "dismissed", "done"] as const;
export type UpsellStatus = (typeof UPSELL_STATUSES)[number];

/** A chance to sell, as it is kept. */
export type UpsellItem = Omit<FoundChance, "occurred_at" | "kind" | "facts"> & {
  id: string;
  occurred_at: Date;
  status: UpsellStatus;
  reason: string | null;
  decided_at: Date | null;
  decided_by: string | null;
  raised_at: Date;
  /** The words are too old by now, or the deal is no longer open. */
  resolved_at: Date | null;
} & ({ kind: "words"; facts: WordFacts } | { kind: "deal"; facts: DealFacts });
