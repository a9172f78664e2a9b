import type { EngineContext } from "./engine.ts";

/** Rows written before the planner's statistics are first renewed. */
const FIRST = 100;

/** Each renewal waits for this many times the rows of the one before. */
const GROWTH = 4;

/**
 * Renews the planner's statistics while a backfill grows the tables: plans made for empty tables,
 * those of foreign keys among them, are kept by the session and cost fifty times as much later.
 *
 * @param tables those that grow
 */
export function withFreshStatistics(
  context: EngineContext,
  tables: readonly string[],
): EngineContext["onPage"] {
  const written = new Map<string, number>();
  let next = FIRST;
  return async (told) => {
    written.set(told.stream, told.counts.upserted);
    if ([...written.values()].reduce((sum, rows) => sum + rows, 0) >= next) {
      next *= GROWTH;
      await context.sql`analyze ${context.sql([...tables])}`;
    }
    await context.onPage(told);
  };
}
