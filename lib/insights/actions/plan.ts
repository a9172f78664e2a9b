import type { SignalKind } from "../signals/kinds.ts";

/** What can be done about a signal. */
export const ACTION_KINDS = [
  "call_client",
  "reply",
  "agree_plan",
  "clarify_scope",
  "prepare_offer",
  "unblock",
  "replan",
  "set_next_step",
  "check_in",
  "escalate",
] as const;

/** A next best action. */
export type ActionKind = (typeof ACTION_KINDS)[number];

/** The action that answers each kind of signal. */
const answers: Readonly<Record<SignalKind, ActionKind>> = {
  delivery_risk: "agree_plan",
  urgency_increase: "reply",
  commercial_pressure: "call_client",
  scope_creep: "clarify_scope",
  upsell_intent: "prepare_offer",
  sentiment_drop: "call_client",
  client_silent: "check_in",
  slow_response: "reply",
  delivery_overdue: "replan",
  blocker_age: "unblock",
  deal_without_next_step: "set_next_step",
  deal_stalled: "check_in",
};

/** Severity from which a problem of our own is for whoever leads, beside what answers it. */
const ESCALATED = 5;

/** The actions for a signal: what answers it, and at the gravest that it is brought to whoever leads. */
export function actionsFor(kind: SignalKind, severity: number): ActionKind[] {
  return severity >= ESCALATED ? [answers[kind], "escalate"] : [answers[kind]];
}

/** Office days until an action is due, by the severity of its signal: 5 today, 1 in a week. */
export function officeDaysFor(severity: number): number {
  return [5, 5, 3, 2, 1, 0][severity] ?? 5;
}
