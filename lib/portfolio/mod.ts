/** Public face of the portfolio: figures, threads, and the feed of live events. */
export type { DayMessages } from "./activity.ts";
export type { Attention, NextAction, Reason } from "./attention.ts";
export type { ClientRow, Totals } from "./clients.ts";
export type { DayCompleteness } from "./comparisons.ts";
export type {
  ControlTower,
  TowerAction,
  TowerDeal,
  TowerIssue,
  TowerRisk,
  TowerSignal,
  TowerThread,
} from "./control_tower.ts";
export type { Figure } from "./figure.ts";
export { createLiveFeed, type FeedSubscriber, type LiveFeed } from "./live_feed.ts";
export type { Overview } from "./overview.ts";
export { createPortfolio, type Portfolio, type PortfolioTools } from "./portfolio.ts";
export {
  DAY_MS,
  dayOf,
  daysOf,
  type ProjectScope,
  type Range,
  RANGES,
  USUAL_RANGE,
} from "./range.ts";
export type { DayResponses } from "./responses.ts";
export type { FlatMessage, Page, Period, Reply, Rows } from "./rows.ts";
export type { Slice, SliceOptions } from "./slice.ts";
export type { SourceTrust } from "./sources.ts";
export type { MessageRow, Thread } from "./thread.ts";
export type { ThreadFilter, ThreadRow } from "./threads.ts";
export type { DayHealth, MonthMoney, Trends, WeekFigures } from "./trends.ts";
export { refreshView } from "./view.ts";
export type { Week } from "./weeks.ts";
export { DRILL_NAMES, type DrillName, type DrillPeriod } from "./drill/figures.ts";
export {
  type DrillPlace,
  type DrillRow,
  type DrillTotal,
  listDrillRows,
  totalDrillRows,
} from "./drill/list_rows.ts";
