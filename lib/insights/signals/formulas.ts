/** Days without a word from the client that are noticed, and that are grave. */
export const SILENT_DAYS = { noticed: 7, grave: 14 } as const;

/** Median minutes of office hours until a first answer that are noticed, and that are grave. */
export const SLOW_MINUTES = { noticed: 4 * 60, grave: 12 * 60 } as const;

/** Days an issue is blocked that are noticed, and that are grave. */
export const BLOCKED_DAYS = { noticed: 3, grave: 5 } as const;

/** Days an open deal stays at a stage that are noticed, and that are grave. */
export const STALLED_DAYS = { noticed: 30, grave: 60 } as const;

/** Smoothed mood that is noticed, and that is grave: −1 upset to 1 glad. */
export const LOW_MOOD = { noticed: -0.3, grave: -0.6 } as const;

/** Weight of the newest message in the smoothed mood. */
const SMOOTHING = 0.3;

interface Steps {
  noticed: number;
  grave: number;
}

/** 0 below what is noticed, else one severity up to what is grave and another from there on. */
function stepped(value: number, steps: Steps, noticed: number, grave: number): number {
  if (value >= steps.grave) return grave;
  return value >= steps.noticed ? noticed : 0;
}

/** Severity of a client's silence in whole days: 7 → 3, 14 → 4; 0: no signal. */
export function silenceSeverity(days: number): number {
  return stepped(days, SILENT_DAYS, 3, 4);
}

/** Severity of the median first response in minutes of office hours: over 4 h → 2, over 12 h → 4. */
export function responseSeverity(minutes: number): number {
  if (minutes > SLOW_MINUTES.grave) return 4;
  return minutes > SLOW_MINUTES.noticed ? 2 : 0;
}

/** Severity of a Linear project with so many overdue issues: min(5, 2 + n). */
export function overdueSeverity(issues: number): number {
  return Math.min(5, 2 + issues);
}

/** Severity of an issue that is blocked for so many days: 3 → 3, 5 → 4. */
export function blockerSeverity(days: number): number {
  return stepped(days, BLOCKED_DAYS, 3, 4);
}

/** Severity of an open deal that stays at its stage for so many days: 30 → 3, 60 → 4. */
export function stalledSeverity(days: number): number {
  return stepped(days, STALLED_DAYS, 3, 4);
}

/** Severity of a smoothed mood: −0.3 → 3, −0.6 → 4. */
export function moodSeverity(mood: number): number {
  return stepped(-mood, { noticed: -LOW_MOOD.noticed, grave: -LOW_MOOD.grave }, 3, 4);
}

/**
 * The smoothed mood after messages with these scores, oldest first: an exponentially weighted moving
 * average from 0, m ← 0.3·s + 0.7·m. Two upset messages in a row make −0.51.
 */
export function smoothedMood(scores: readonly number[]): number {
  return scores.reduce((mood, score) => SMOOTHING * score + (1 - SMOOTHING) * mood, 0);
}

/** The middle value, interpolated between the two middle ones; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

const DAY_MS = 86_400_000;

/** Whole days between two moments, epoch milliseconds. */
export function wholeDays(from: number, to: number): number {
  return Math.floor((to - from) / DAY_MS);
}
