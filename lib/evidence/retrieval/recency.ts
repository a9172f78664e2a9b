import { DAY_MS } from "./time.ts";

/** What something said just now counts more than something said long ago, at most. */
const MOST = 0.1;

/** Days after which half of that is left. */
const HALF_LIFE = 60;

/** By what a score is multiplied: 1.1 for what was said now, towards 1 with the time since. */
export function recencyFactor(at: Date, now: number): number {
  const days = Math.max(0, now - at.getTime()) / DAY_MS;
  return 1 + MOST * 2 ** (-days / HALF_LIFE);
}
