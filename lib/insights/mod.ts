/** Public face of insights: what is concluded from the sources' rows, with the rows behind it. */
export { decideAction } from "./actions/decide.ts";
export {
  ACTION_STATES,
  ACTION_STATUSES,
  type ActionFilter,
  type ActionPlace,
  type ActionStatus,
  allActions,
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
export { type SignalDecision, signalHistory } from "./signals/history.ts";
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
export { type AgreementDecision, decideAgreement } from "./agreements/decide.ts";
export {
  type Agreement,
  AGREEMENT_STATUSES,
  type AgreementStatus,
} from "./agreements/agreement.ts";
export { AGREEMENT_KINDS, type AgreementKind } from "./agreements/words/kinds.ts";
export {
  type AgreementFilter,
  type AgreementPlace,
  countAgreements,
  listAgreements,
  type ListedAgreement,
} from "./agreements/list.ts";
export { noteAgreements } from "./agreements/note.ts";
export {
  type Applied,
  applyContinuity,
  type Applying,
  type ApplyTools,
  type IssueRequest,
  type MakeIssue,
  resumeApplying,
} from "./continuity/apply.ts";
export { type ContinuityDecision, decideContinuity } from "./continuity/decide.ts";
export {
  CONTINUITY_KINDS,
  CONTINUITY_STATUSES,
  type ContinuityItem,
  type ContinuityKind,
  type ContinuityStatus,
} from "./continuity/item.ts";
export { findContinuity } from "./continuity/keep.ts";
export {
  type ContinuityFilter,
  type ContinuityPlace,
  countContinuity,
  listContinuity,
  type ListedPromise,
} from "./continuity/list.ts";
export {
  type IssueTarget,
  likelyTarget,
  listTargets,
  type NamedTarget,
} from "./continuity/targets.ts";
export { buildDigests, type BuildOrder, type Built } from "./digests/build.ts";
export {
  type Digest,
  DIGEST_KINDS,
  DIGEST_SECTIONS,
  type DigestContent,
  type DigestKind,
} from "./digests/digest.ts";
export { digestAsEmail } from "./digests/email.ts";
export {
  countDigests,
  type DigestFilter,
  type DigestPlace,
  listDigests,
  readDigest,
} from "./digests/list.ts";
export { digestAsMarkdown } from "./digests/markdown.ts";
export {
  titleOfDigest,
  wordDigest,
  type WordedDigest,
  type WordedLine,
} from "./digests/word_digest.ts";
export { decideUpsell, type UpsellDecision } from "./upsell/decide.ts";
export {
  type DealFacts,
  UPSELL_STATUSES,
  type UpsellItem,
  type UpsellStatus,
  type WordFacts,
} from "./upsell/item.ts";
export { listUpsell, type UpsellFilter, type UpsellPlace, weighUpsell } from "./upsell/list.ts";
export { findUpsell } from "./upsell/radar.ts";
export { type Theme, THEMES } from "./upsell/words/themes.ts";
export type { Asked, Days } from "./analytics/asked.ts";
export { dayAfter } from "./analytics/asked.ts";
export { type BurnUp, type BurnWeek, countBurnUp } from "./analytics/burn_up.ts";
export { FIGURE_NAMES, type FigureName } from "./analytics/figures.ts";
export {
  type FinanceReport,
  type Forecast,
  HORIZONS,
  type MonthPlan,
  type ProjectMoney,
  reportFinance,
  type StageFigures,
} from "./analytics/finance.ts";
export { keepDays } from "./analytics/keep_days.ts";
export { type FigurePlace, type FigureRow, listFigureRows } from "./analytics/list_rows.ts";
export { type Measure, measure } from "./analytics/measure.ts";
export {
  type Compared,
  type ProjectWork,
  reportWork,
  type WorkReport,
  type WorkWeek,
} from "./analytics/report.ts";
export { type Cost, COST_ORIGINS, LARGEST_AMOUNT, type NewCost } from "./costs/cost.ts";
export { type CostImport, importCosts, previewCosts } from "./costs/import_costs.ts";
export {
  COST_COLUMNS,
  COST_ERRORS,
  type CostColumn,
  type CostError,
  type CostErrorCode,
  MOST_ROWS,
} from "./costs/import_rows.ts";
export { addCost, removeCost } from "./costs/keep_cost.ts";
export { readAmount } from "./costs/read_value.ts";
export {
  type CostFilter,
  type CostPlace,
  type CostTotal,
  listCosts,
  placeOfCost,
  totalCosts,
} from "./costs/list_costs.ts";
