import type { BehindRef } from "../behind/rows_behind.ts";
import type { AgreementKind } from "./words/kinds.ts";

/** Where an agreement stands: seen by the product, confirmed by a person, or none after all. */
export const AGREEMENT_STATUSES = ["noted", "confirmed", "dismissed"] as const;
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number];

/** Something agreed in a chat, as it is kept. */
export interface Agreement {
  id: string;
  project_id: string;
  kind: AgreementKind;
  cause: string;
  /** The words, those proposed before those that took them. */
  quote: string;
  agreed_at: Date;
  /** Who said the last word. */
  agreed_by: string | null;
  evidence: BehindRef[];
  status: AgreementStatus;
  reason: string | null;
  decided_at: Date | null;
  decided_by: string | null;
  raised_at: Date;
  /** The words were deleted or changed at the source. */
  resolved_at: Date | null;
}

/** An agreement as it is found: the same words give the same one. */
export type FoundAgreement =
  & Pick<Agreement, "project_id" | "kind" | "cause" | "quote" | "agreed_by" | "evidence">
  & { /** ISO 8601. */ agreed_at: string };
