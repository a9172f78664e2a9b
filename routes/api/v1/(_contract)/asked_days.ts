import { type Asked, dayAfter } from "@/lib/insights/mod.ts";
import { dayOf } from "@/lib/portfolio/mod.ts";
import type { State } from "@/lib/services.ts";
import { viewOf } from "@/view.ts";
import { narrowed } from "./narrow.ts";

/** The days that figures are asked for, up to today or between two days, and of which projects. */
export function askedDays(
  state: State,
  { days, projects, from, to }: { days: number; projects?: string[]; from?: string; to?: string },
): Asked {
  const { request: { timeZone }, now } = viewOf(state);
  const today = dayOf(now, timeZone);
  const last = to ?? today;
  return {
    ...narrowed(state, projects),
    ...{ today, timeZone, from: from ?? dayAfter(last, 1 - days), to: last },
  };
}
