import type { BehindRef } from "../behind/rows_behind.ts";

/** Where a risk comes from: a grave signal, the same signal again and again, a deal that may be lost. */
export const RISK_ORIGINS = ["signal", "pattern", "radar", "person"] as const;
export type RiskOrigin = (typeof RISK_ORIGINS)[number];

/** Where a risk stands. */
export const RISK_STATUSES = ["open", "mitigating", "closed"] as const;
export type RiskStatus = (typeof RISK_STATUSES)[number];

/** What is done about a risk, by its name in the catalogue. */
export const PLAYBOOKS = [
  "win_back",
  "replan",
  "unblock",
  "agree_scope",
  "talk_money",
  "answer_faster",
  "move_deal",
] as const;
export type Playbook = (typeof PLAYBOOKS)[number];

/** The playbook for risks of a signal's kind. */
export const PLAYBOOK_OF: Readonly<Record<string, Playbook>> = {
  client_silent: "win_back",
  sentiment_drop: "win_back",
  delivery_risk: "replan",
  delivery_overdue: "replan",
  blocker_age: "unblock",
  scope_creep: "agree_scope",
  commercial_pressure: "talk_money",
  slow_response: "answer_faster",
  urgency_increase: "answer_faster",
  deal_without_next_step: "move_deal",
  deal_stalled: "move_deal",
  upsell_intent: "move_deal",
};

/** What may go wrong in a project. */
export interface Risk {
  id: string;
  project_id: string;
  origin: RiskOrigin;
  cause: string;
  /** The kind of signal it is about. */
  kind: string;
  severity: number;
  probability: number;
  /** The figures its sentence is made of. */
  facts: Record<string, unknown>;
  evidence: BehindRef[];
  playbook: Playbook;
  status: RiskStatus;
  closed_because: "cause_gone" | "person" | null;
  reason: string | null;
  decided_at: Date | null;
  decided_by: string | null;
  opened_at: Date;
  closed_at: Date | null;
}
