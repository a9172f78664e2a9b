import type { Reason } from "../matching/reasons.ts";
import type { RecordKind } from "./source.ts";

/** `same`: two records of one entity. The others: what stands on the left belongs to the company on the right. */
export type LinkKind = "same" | "works_at" | "deal_of" | "project_of";

/** A link to be proposed. */
export interface Proposal {
  link: LinkKind;
  kind: RecordKind;
  left_id: string;
  right_id: string;
  /** Probability that the link is right, at most three decimals. */
  confidence: number;
  reasons: Reason[];
  group_id: string;
}

/** Certainty is for people: no proposal claims more. */
const HIGHEST = 0.999;

/** A probability as it is kept and shown. */
export function confidenceOf(probability: number): number {
  return Math.min(HIGHEST, Math.round(probability * 1000) / 1000);
}
