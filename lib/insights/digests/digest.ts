/** How often: of a day, of a week from Monday. */
export const DIGEST_KINDS = ["daily", "weekly"] as const;
export type DigestKind = (typeof DIGEST_KINDS)[number];

/** What a digest tells of, in the order it is told. */
export const DIGEST_SECTIONS = [
  "risks_opened",
  "signals_opened",
  "issues_overdue",
  "promises_due",
  "deals_moved",
  "agreements",
  "upsell_found",
  "issues_completed",
  "signals_closed",
  "risks_closed",
] as const;
export type DigestSection = (typeof DIGEST_SECTIONS)[number];

/** One thing a digest tells: facts, in words only when it is shown. */
export interface DigestLine {
  project_id: string;
  /** Id of the row it is about. */
  id: string;
  /** The row's page at its source, where it has one. */
  url?: string | null;
  kind?: string;
  severity?: number;
  /** Title, name or words. */
  text?: string | null;
  /** ENG-12. */
  identifier?: string;
  /** `YYYY-MM-DD`. */
  day?: string | null;
  from?: string | null;
  to?: string | null;
  value?: number | null;
  currency?: string | null;
  score?: number;
}

/** A section: how many there are, and the first of them. */
export interface DigestPart {
  total: number;
  lines: DigestLine[];
}

/** What is counted of the period. */
export interface DigestFigures {
  messages_in: number;
  messages_out: number;
  /** People who wrote. */
  contacts: number;
  issues_completed: number;
  issues_created: number;
}

/** What a digest holds. */
export interface DigestContent {
  /** In which days begin and end. */
  time_zone: string;
  figures: DigestFigures;
  /** Sections with nothing in them are left out. */
  sections: Partial<Record<DigestSection, DigestPart>>;
}

/** A digest as it is kept. */
export interface Digest {
  id: string;
  /** Null: of all clients. */
  project_id: string | null;
  kind: DigestKind;
  /** First and last calendar day, `YYYY-MM-DD`. */
  first_day: string;
  last_day: string;
  content: DigestContent;
  created_at: Date;
}
