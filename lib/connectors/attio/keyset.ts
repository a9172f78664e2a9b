/** The walk through rows in the order of their creation, which neither changes nor deletions shift. */
import { firstStep, freshOf, stepBack, type Stepping } from "./stepping.ts";

/** Where the walk stands; its offset is 0 unless more rows than a page holds bear one time. */
export interface KeysetPosition extends Stepping {
  /** Creation time that the next page begins at, as the source writes it; null: the oldest. */
  at: string | null;
  /** Whether only rows of that very time are asked for. */
  within: boolean;
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
  return { ...firstStep, at, within: false };
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
  const step = limit - OVERLAP;
  const ids = rows.map(({ id }) => id);
  const again = stepBack(position, ids, step);
  if (again !== null) return { fresh: new Set(), next: again };
  const fresh = freshOf(position, ids);
  const { at, within, offset } = position;
  const onward = (to: Partial<KeysetPosition>) => ({
    fresh,
    next: { ...position, seen: ids, back: false, ...to },
  });
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || rows.length < limit) {
    if (!within) return { fresh, next: null };
    // what comes after that time, beginning with the last rows of it
    const after = Math.max(0, offset + rows.length - OVERLAP);
    return onward({ within: false, offset: after, seen: [...position.seen, ...ids] });
  }
  if (first.createdAt === last.createdAt) {
    const base = last.createdAt === at ? offset : 0;
    return onward({ at: last.createdAt, within: true, offset: base + step });
  }
  // a source that compares times less exactly than it writes them gives rows of before, for ever
  const early = at !== null && (first.createdAt < at || last.createdAt <= at);
  if (early) return onward({ offset: offset + step });
  return onward({ at: last.createdAt, within: false, offset: 0 });
}
