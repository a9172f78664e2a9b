/** Public face of insights: what is concluded from the sources' rows, with the rows behind it. */
export { createOfficeClock, type OfficeClock, type OfficeHours } from "./office_hours.ts";
export { detectSaid } from "./signals/words/said.ts";
export {
  SAID_KINDS,
  type SaidKind,
  SIGNAL_KINDS,
  SIGNAL_STATUSES,
  type SignalKind,
  type SignalStatus,
} from "./signals/kinds.ts";
export type { Factor } from "./health/formula.ts";
export { type Health, readHealth } from "./health/read_health.ts";
export { type HealthOrder, scoreHealth } from "./health/score_health.ts";
export { decideRisk, type RiskDecision } from "./risks/decide_risk.ts";
export {
  listRisks,
  type ListedRisk,
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
