/** Public face of the portfolio: figures, threads, and the feed of live events. */
export type { DayMessages, DayResponses, Reply } from "./activity.ts";
export { createLiveFeed, type FeedSubscriber, type LiveFeed } from "./live_feed.ts";
export type { Figure, Overview, SourceTrust } from "./overview.ts";
export { createPortfolio, type Portfolio, type PortfolioTools } from "./portfolio.ts";
export { dayOf, daysOf, type ProjectScope, type Range, RANGES, USUAL_RANGE } from "./range.ts";
export type {
  FlatMessage,
  MessageRow,
  Slice,
  SliceOptions,
  Thread,
  ThreadFilter,
  ThreadRow,
} from "./threads.ts";
