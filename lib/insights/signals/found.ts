import type { BehindRef } from "../behind/rows_behind.ts";
import type { SignalKind } from "./kinds.ts";

/** Rows kept behind a signal, the newest. */
export const MOST_ROWS = 50;

/**
 * The figures a signal's sentence is made of. Times are moments and never spans, so that the same rows
 * give the same facts whenever they are looked at.
 */
export interface SignalFacts {
  /** Rows behind the signal, as many as are kept; `more` says that there are further ones. */
  count: number;
  more?: boolean;
  /** Who is written with. */
  contact?: string | null;
  /** Who of the team it is for. */
  owner?: string | null;
  /** What an issue, a Linear project or a deal is called. */
  name?: string | null;
  /** ENG-12. */
  identifier?: string;
  /** Since when it lasts: ISO 8601, or `YYYY-MM-DD` of a due date. */
  since?: string;
  /** Median minutes of office hours until a first answer, and answers it is the median of. */
  minutes?: number;
  answers?: number;
  /** Of them questions that wait still. */
  waiting?: number;
  /** −1 upset to 1 glad. */
  mood?: number;
  /** Overdue issues; the Linear project's own target date is not one. */
  issues?: number;
  stage?: string | null;
  value?: number | null;
  currency?: string | null;
}

/** A signal as the rows give it: the same rows give the same. */
export interface FoundSignal {
  project_id: string;
  kind: SignalKind;
  /** What it is about; one signal a project, kind and cause. */
  cause: string;
  /** 1 to 5. */
  severity: number;
  confidence: number;
  facts: SignalFacts;
  /** Newest first, at most {@link MOST_ROWS}. */
  evidence: BehindRef[];
  /** ISO 8601, to the millisecond. */
  occurred_at: string;
}

/** The newest rows that are kept, and how many there are, as facts. */
export function keptRows(
  newestFirst: readonly BehindRef[],
): { evidence: BehindRef[]; counted: Pick<SignalFacts, "count" | "more"> } {
  const evidence = newestFirst.slice(0, MOST_ROWS);
  const more = newestFirst.length > evidence.length;
  return { evidence, counted: { count: evidence.length, ...(more ? { more } : {}) } };
}
