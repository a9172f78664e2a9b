/** The walk through a list that can only be paged by offset. */
import { firstStep, freshOf, stepBack, type Stepping } from "./stepping.ts";

/** Where the walk stands. */
export type OffsetPosition = Stepping;

/** The beginning of a walk. */
export const offsetStart: OffsetPosition = firstStep;

/** Rows that a page repeats of the one before, of so many a page. */
export const overlapOf = (limit: number) => Math.max(1, Math.floor(limit / 10));

/**
 * What follows a page: the rows on it that were not met before, and where the walk goes on; null at
 * its end.
 */
export function offsetNext(
  position: OffsetPosition,
  ids: readonly string[],
  limit: number,
): { fresh: Set<string>; next: OffsetPosition | null } {
  const step = limit - overlapOf(limit);
  const again = stepBack(position, ids, step);
  if (again !== null) return { fresh: new Set(), next: again };
  const fresh = freshOf(position, ids);
  if (ids.length < limit) return { fresh, next: null };
  const { offset, backs } = position;
  return { fresh, next: { offset: offset + step, seen: [...ids], back: false, backs } };
}
