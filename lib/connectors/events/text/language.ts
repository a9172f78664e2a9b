import type { PhraseBook } from "../../../text/mod.ts";

/** Kinds of events that are seen in what people write. */
export const TEXT_KINDS = [
  "approval_requested",
  "scope_change_detected",
  "invoice_sent",
  "invoice_paid",
] as const;

/** A kind of event that is seen in what people write. */
export type TextKind = (typeof TEXT_KINDS)[number];

/** A language as far as events are seen in it. */
export interface Language extends PhraseBook<TextKind> {
  /** Names of workflow states and labels of work that is blocked. */
  blocked: readonly string[];
}
