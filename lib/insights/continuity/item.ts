import type { BehindRef } from "../behind/rows_behind.ts";
import type { Day } from "./dates/calendar.ts";

/** Where an item stands: `applying` while its issue is being made. */
export const CONTINUITY_STATUSES = [
  "proposed",
  "applying",
  "applied",
  "exported",
  "dismissed",
] as const;
export type ContinuityStatus = (typeof CONTINUITY_STATUSES)[number];

/** Said in a chat, or the next step of a deal that was won. */
export const CONTINUITY_KINDS = ["promise", "won_deal"] as const;
export type ContinuityKind = (typeof CONTINUITY_KINDS)[number];

/** A promise that needs work to be done, with the issue as it would be made. */
export interface ContinuityItem {
  id: string;
  project_id: string;
  kind: ContinuityKind;
  cause: string;
  /** The words of the promise. */
  quote: string;
  promised_at: Date;
  due_on: Day | null;
  evidence: BehindRef[];
  title: string;
  /** Markdown. */
  description: string;
  status: ContinuityStatus;
  reason: string | null;
  issue_external_id: string | null;
  issue_identifier: string | null;
  issue_url: string | null;
  decided_at: Date | null;
  decided_by: string | null;
  raised_at: Date;
  resolved_at: Date | null;
}

/** A promise as it is found: the same words give the same item. */
export type FoundPromise =
  & Pick<
    ContinuityItem,
    "project_id" | "kind" | "cause" | "quote" | "due_on" | "evidence" | "title" | "description"
  >
  & {
    /** ISO 8601. */
    promised_at: string;
    /** The page it was said on: issues that hold it as an attachment are about it already. */
    url: string | null;
  };
