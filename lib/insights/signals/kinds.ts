/** What is noticed in messages by their words, the most severe first. */
export const SAID_KINDS = [
  "delivery_risk",
  "urgency_increase",
  "commercial_pressure",
  "scope_creep",
  "upsell_intent",
] as const;

/** What is noticed in messages by their words. */
export type SaidKind = (typeof SAID_KINDS)[number];

/** All that is noticed, in the order it is offered as a filter. */
export const SIGNAL_KINDS = [
  ...SAID_KINDS,
  "sentiment_drop",
  "client_silent",
  "slow_response",
  "delivery_overdue",
  "blocker_age",
  "deal_without_next_step",
  "deal_stalled",
] as const;

/** A kind of signal. */
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** What people say of a signal, and whether it is dealt with. */
export const SIGNAL_STATUSES = ["proposed", "accepted", "dismissed", "done"] as const;

/** What people say of a signal. */
export type SignalStatus = (typeof SIGNAL_STATUSES)[number];

/** How grave what was said is (1 to 5), how sure that it was meant so, and whose words count. */
export interface SaidWeight {
  severity: number;
  confidence: number;
  by: "client" | "anyone";
}

/** The weights of what is said. */
export const saidWeights: Readonly<Record<SaidKind, SaidWeight>> = {
  delivery_risk: { severity: 4, confidence: 0.82, by: "anyone" },
  urgency_increase: { severity: 4, confidence: 0.76, by: "client" },
  commercial_pressure: { severity: 3, confidence: 0.74, by: "client" },
  scope_creep: { severity: 3, confidence: 0.72, by: "anyone" },
  upsell_intent: { severity: 2, confidence: 0.7, by: "client" },
};

/**
 * How sure the other kinds are: what is counted from dates of the sources is nearly a fact, what it
 * means for the client is a little less so.
 */
export const countedConfidence = {
  sentiment_drop: 0.68,
  client_silent: 0.8,
  slow_response: 0.85,
  delivery_overdue: 0.9,
  blocker_age: 0.8,
  deal_without_next_step: 0.72,
  deal_stalled: 0.7,
} as const;
