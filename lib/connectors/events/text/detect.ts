import { createDetector, createNameMatcher, type Detected } from "../../../text/mod.ts";
import { en } from "./en.ts";
import { TEXT_KINDS, type TextKind } from "./language.ts";
import { ru } from "./ru.ts";

const detector = createDetector<TextKind>(TEXT_KINDS, [en, ru]);

const blocked = createNameMatcher([en, ru].map(({ grammar, blocked }) => ({
  grammar,
  phrases: blocked,
})));

/**
 * What a message says of approvals, scope and invoices, each kind once with the first sentence that
 * says it. English and Russian, also mixed; quoted text does not count.
 *
 * @example detect("Счёт оплатили вчера.") // [{ kind: "invoice_paid", sentence: "Счёт оплатили вчера." }]
 */
export function detect(text: string): Detected<TextKind>[] {
  return detector(text);
}

/** Whether a workflow state or a label of this name is for work that is blocked. */
export function namesBlocked(name: string): boolean {
  return blocked(name);
}
