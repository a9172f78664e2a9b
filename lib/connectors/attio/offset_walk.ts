/** The walk through a list that can only be paged by offset. */

/** Where the walk stands. */
export interface OffsetPosition {
  offset: number;
  /** Ids of the page before. */
  seen: string[];
  /** Whether this page is asked for again from further back, as rows before it are gone. */
  back: boolean;
}

/** The beginning of a walk. */
export const offsetStart: OffsetPosition = { offset: 0, seen: [], back: false };

/** Rows that a page repeats of the one before, of so many a page: a deletion shifts them. */
export const overlapOf = (limit: number) => Math.max(1, Math.floor(limit / 10));

/**
 * What follows a page: the rows on it that the page before did not have, and where the walk goes on;
 * null at its end.
 */
export function offsetNext(
  { offset, seen, back }: OffsetPosition,
  ids: readonly string[],
  limit: number,
): { fresh: Set<string>; next: OffsetPosition | null } {
  const known = new Set(seen);
  const fresh = new Set(ids).difference(known);
  const step = limit - overlapOf(limit);
  if (offset > 0 && !back && !ids.some((id) => known.has(id))) {
    const further = { offset: Math.max(0, offset - step), seen: [...seen, ...ids], back: true };
    return { fresh, next: further };
  }
  if (ids.length < limit) return { fresh, next: null };
  return { fresh, next: { offset: offset + step, seen: [...ids], back: false } };
}
