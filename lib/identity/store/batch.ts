import { ApiError, type Sql } from "../../platform/mod.ts";
import { applyWithin, type Decider } from "./decide.ts";
import { countSuggestions, listSuggestions, type SuggestionFilter } from "./list.ts";
import { lockGraph } from "./lock.ts";
import { undoWithin } from "./undo.ts";

/** Most suggestions applied at once: more would keep others from deciding for too long. */
export const MOST_AT_ONCE = 500;

/** What applying many suggestions did. */
export interface BatchResult {
  /** Takes them all back. */
  batch: string;
  applied: number;
  /** Left open: each would have joined records that somebody said are different. */
  skipped: number;
  /** Open ones beyond {@link MOST_AT_ONCE}. */
  remaining: number;
}

/**
 * Applies all open suggestions of a filter, the surest first, in one transaction: all that were counted
 * before, or none.
 *
 * @param expected how many there were when a person looked at them
 * @throws {ApiError} 409 `count_changed` when there are more or fewer by now
 */
export async function applyAll(
  sql: Sql,
  decider: Decider,
  filter: SuggestionFilter,
  expected: number,
): Promise<BatchResult> {
  const { accountScopeId } = decider;
  const open = { ...filter, status: "open" as const };
  const batch = crypto.randomUUID();
  return await sql.begin(async (tx) => {
    await lockGraph(tx, accountScopeId);
    const count = await countSuggestions(tx, accountScopeId, open);
    if (count !== expected) {
      throw new ApiError(409, "count_changed", `There are ${count} suggestions by now.`, {
        details: [{ path: "expected", message: String(count), code: "count_changed" }],
      });
    }
    const rows = await listSuggestions(tx, accountScopeId, open, { limit: MOST_AT_ONCE });
    let applied = 0;
    for (const { id } of rows) {
      try {
        await applyWithin(tx, decider, id, { batch });
        applied++;
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "conflicting_decision") throw error;
      }
    }
    return { batch, applied, skipped: rows.length - applied, remaining: count - rows.length };
  });
}

/**
 * Takes back what was applied together, but for what has been taken back already. Returns how many
 * decisions that were.
 *
 * @throws {ApiError} 404 for an unknown batch, 409 `not_undoable` when nothing of it is left to take back
 */
export async function undoBatch(sql: Sql, decider: Decider, batch: string): Promise<number> {
  const { accountScopeId } = decider;
  return await sql.begin(async (tx) => {
    await lockGraph(tx, accountScopeId);
    const changes = await tx<{ id: string; undone: boolean }[]>`
      select c.id, exists (select from identity_changes u where u.undoes = c.id) as undone
      from identity_changes c where c.account_scope_id = ${accountScopeId} and c.batch = ${batch}
      order by c.number desc`;
    if (changes.length === 0) throw new ApiError(404, "not_found", "There is no such batch.");
    const left = changes.filter(({ undone }) => !undone);
    if (left.length === 0) {
      throw new ApiError(409, "not_undoable", "This has been taken back already.");
    }
    for (const { id } of left) await undoWithin(tx, decider, id);
    return left.length;
  });
}
