/** Public face of insights: what is concluded from the sources' rows, with the rows behind it. */
export { decideAction } from "./actions/decide.ts";
export {
  ACTION_STATUSES,
  type ActionFilter,
  type ActionPlace,
  type ActionStatus,
  countActions,
  listActions,
  type NextAction,
  placeOfAction,
} from "./actions/list.ts";
export { ACTION_KINDS, type ActionKind } from "./actions/plan.ts";
export { type BehindRef, type RowBehind, rowsBehind } from "./behind/rows_behind.ts";
export type { Decider } from "./decider.ts";
export type { DecidedStatus, Decision } from "./decision.ts";
export { createOfficeClock, type OfficeClock, type OfficeHours } from "./office_hours.ts";
export { type DecidedSignal, decideSignal, decideSignals } from "./signals/decide.ts";
export { type Extracted, extractSignals, type ExtractTools } from "./signals/extract.ts";
export type { SignalFacts } from "./signals/found.ts";
export {
  SAID_KINDS,
  type SaidKind,
  SIGNAL_KINDS,
  SIGNAL_STATUSES,
  type SignalKind,
  type SignalStatus,
} from "./signals/kinds.ts";
export {
  allSignals,
  countSignals,
  listSignals,
  placeOfSignal,
  type Signal,
  SIGNAL_STATES,
  type SignalFilter,
  type SignalPlace,
  type SignalState,
} from "./signals/list.ts";
export { detectSaid } from "./signals/words/said.ts";
export type { Factor } from "./health/formula.ts";
export { type Health, readHealth } from "./health/read_health.ts";
export { type HealthOrder, scoreHealth } from "./health/score_health.ts";
export { decideRisk, type RiskDecision } from "./risks/decide_risk.ts";
export {
  type ListedRisk,
  listRisks,
  readRisk,
  type RiskFilter,
  type RiskPlace,
  weighRisks,
} from "./risks/list_risks.ts";
export { reconcileRisks, type RiskChanges, type RiskOrder } from "./risks/reconcile_risks.ts";
export {
  type Playbook,
  PLAYBOOKS,
  type Risk,
  RISK_ORIGINS,
  RISK_STATUSES,
  type RiskOrigin,
  type RiskStatus,
} from "./risks/risk.ts";
