/** An open deal as far as its chance is weighed. */
export interface WeighedDeal {
  value: number | null;
  /** Of the scope's deals in its currency; null: there are too few to compare with. */
  quartiles: Quartiles | null;
  /** Whether somebody noted what is to be done next. */
  nextStep: boolean;
  /** Days it is at its stage. */
  daysAtStage: number | null;
}

/** The values that a quarter, half and three quarters of a scope's deals do not exceed. */
export interface Quartiles {
  q1: number;
  q2: number;
  q3: number;
}

/** Fewer deals of a currency than these say nothing about what is large. */
export const LEAST_DEALS = 4;

/** Points by quarter, the smallest deals first; in the middle what cannot be compared. */
const POINTS = [30, 45, 60, 75];
const UNKNOWN = 45;

/** Points for a next step, for having moved lately, and against standing still. */
const NEXT_STEP = 10;
const MOVED = { days: 14, points: 10 };
const STALLED = { days: 30, points: 15 };

/** Which quarter of the scope's own deals a value falls into, 1 the smallest; null: unknown. */
export function quarterOf({ value, quartiles }: Pick<WeighedDeal, "value" | "quartiles">) {
  if (value === null || quartiles === null) return null;
  const { q1, q2, q3 } = quartiles;
  return value <= q1 ? 1 : value <= q2 ? 2 : value <= q3 ? 3 : 4;
}

/**
 * How much an open deal is worth a look, 0 to 100: its size beside the scope's own deals, not a fixed
 * sum (30, 45, 60 or 75 points by quarter), 10 more with a next step, 10 more when it reached its stage
 * within 14 days, 15 fewer when it stands there for over 30.
 */
export function scoreDeal(deal: WeighedDeal): number {
  const quarter = quarterOf(deal);
  const { daysAtStage } = deal;
  let score = quarter === null ? UNKNOWN : POINTS[quarter - 1]!;
  if (deal.nextStep) score += NEXT_STEP;
  if (daysAtStage !== null && daysAtStage <= MOVED.days) score += MOVED.points;
  if (daysAtStage !== null && daysAtStage > STALLED.days) score -= STALLED.points;
  return Math.max(0, Math.min(100, score));
}

/** Points of a conversation with one message that says so, for each further one, and at most. */
const WORDS = { first: 50, further: 10, most: 80 };

/** Asking for a price, or having a budget, is nearer to a deal. */
const NEAR = { themes: ["price", "budget"], points: 20 };

/**
 * How much a client's words are worth a look, 0 to 100: 50 for one message, 10 more for each further one
 * up to 80, and 20 more when a price is asked for or a budget is there.
 */
export function scoreWords(messages: number, themes: readonly string[]): number {
  const said = Math.min(WORDS.most, WORDS.first + WORDS.further * (messages - 1));
  const near = themes.some((theme) => NEAR.themes.includes(theme)) ? NEAR.points : 0;
  return Math.min(100, said + near);
}
