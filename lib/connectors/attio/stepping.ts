/** Paging by offset: each page repeats some rows of the one before, so that a shift shows. */

/** Where paging by offset stands. */
export interface Stepping {
  offset: number;
  /** Ids of the page before. */
  seen: string[];
  /** Whether this page is asked for from further back than the one that showed a shift. */
  back: boolean;
  /** How often rows had to be asked for from further back. */
  backs: number;
}

/** The beginning. */
export const firstStep: Stepping = { offset: 0, seen: [], back: false, backs: 0 };

/** An order that changes by itself shows shifts for ever: after so many they are let be. */
const MOST_BACKS = 20;

/**
 * Where to ask from instead when a page has no row of the one before: rows before it are gone, and
 * those that took their places would be passed over. Null: the page can be used.
 *
 * @param step rows from one page to the next
 */
export function stepBack<Position extends Stepping>(
  position: Position,
  ids: readonly string[],
  step: number,
): Position | null {
  const { offset, seen, backs } = position;
  if (offset === 0 || seen.length === 0 || backs >= MOST_BACKS) return null;
  const known = new Set(seen);
  if (ids.some((id) => known.has(id))) return null;
  return { ...position, offset: Math.max(0, offset - step), back: true, backs: backs + 1 };
}

/** Which rows of a page were not met before. */
export function freshOf({ seen, back }: Stepping, ids: readonly string[]): Set<string> {
  const known = new Set(seen);
  // further back, what comes before the last page's rows was met on earlier ones
  const from = back ? Math.max(0, ids.findIndex((id) => known.has(id))) : 0;
  return new Set(ids.slice(from)).difference(known);
}
