/** The walk through rows in the order of their creation, which neither changes nor deletions shift. */

/** Where the walk stands. */
export interface KeysetPosition {
  /** Creation time that the next page begins at, as the source writes it; null: the oldest. */
  at: string | null;
  /** Whether the next page is only of rows of that very time: more than a page came at once. */
  within: boolean;
  /** Rows of that time to step over; 0 unless more than a page came at once. */
  offset: number;
  /** Ids that the next page may repeat. */
  seen: string[];
  /** Whether this page is asked for again from further back, as rows before it are gone. */
  back: boolean;
}

/** What a walk needs to know of a row. */
export interface KeysetRow {
  id: string;
  /** As the source writes it. */
  createdAt: string;
}

/** Rows that a page repeats of the one before where pages go by offset: a deletion shifts them. */
export const OVERLAP = 20;

/** The beginning of a walk from a creation time on, ISO text; null: from the oldest row. */
export function keysetFrom(at: string | null): KeysetPosition {
  return { at, within: false, offset: 0, seen: [], back: false };
}

/** What the next page is asked for with, beside the order. */
export function keysetQuery({ at, within, offset }: KeysetPosition): {
  filter: Record<string, unknown>;
  offset: number;
} {
  if (at === null) return { filter: {}, offset };
  return { filter: { created_at: within ? { $gte: at, $lte: at } : { $gte: at } }, offset };
}

/**
 * What follows a page: the rows on it that were not met before, and where the walk goes on; null at
 * its end. A page that bears one time throughout is gone through by offset, within that time.
 */
export function keysetNext(
  position: KeysetPosition,
  rows: readonly KeysetRow[],
  limit: number,
): { fresh: Set<string>; next: KeysetPosition | null } {
  const { at, within, offset } = position;
  const ids = rows.map(({ id }) => id);
  const known = new Set(position.seen);
  const fresh = new Set(ids).difference(known);
  const onward = (to: Partial<KeysetPosition>) => ({
    fresh,
    next: { at, within, offset, seen: ids, back: false, ...to },
  });
  if (offset > 0 && !position.back && !ids.some((id) => known.has(id))) {
    // nothing of the page before: rows before it are gone, and others took their places
    const seen = [...position.seen, ...ids];
    return onward({ offset: Math.max(0, offset - limit + OVERLAP), seen, back: true });
  }
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || rows.length < limit) {
    if (!within) return { fresh, next: null };
    // what comes after that time, beginning with the last rows of it
    const seen = [...position.seen, ...ids];
    return onward({ within: false, offset: Math.max(0, offset + rows.length - OVERLAP), seen });
  }
  const step = limit - OVERLAP;
  if (first.createdAt === last.createdAt) {
    const base = last.createdAt === at ? offset : 0;
    return onward({ at: last.createdAt, within: true, offset: base + step });
  }
  // a source that compares times less exactly than it writes them would give this page for ever
  if (fresh.size === 0) return onward({ offset: offset + step });
  return onward({ at: last.createdAt, within: false, offset: 0 });
}
