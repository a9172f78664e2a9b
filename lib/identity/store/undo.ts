import { ApiError, type Sql, type TransactionSql } from "../../platform/mod.ts";
import { clustersOf, regroup } from "./clusters.ts";
import { type Change, type Decider, lockSuggestion, recordChange } from "./decide.ts";
import { lockGraph } from "./lock.ts";

/**
 * Takes back a decision: the suggestion is open again, an applied link is gone, and its group falls apart
 * into what the other applied links join. The history keeps both.
 *
 * @throws {ApiError} 404 for an unknown change, 409 `not_undoable` for one that is an undo itself, has
 * been taken back, or has been followed by another decision on the same suggestion
 */
export async function undo(sql: Sql, decider: Decider, changeId: string): Promise<Change> {
  return await sql.begin((tx) => undoWithin(tx, decider, changeId));
}

/** {@link undo} as part of a transaction: refused, it has written nothing. */
export async function undoWithin(
  tx: TransactionSql,
  decider: Decider,
  changeId: string,
): Promise<Change> {
  const { accountScopeId } = decider;
  await lockGraph(tx, accountScopeId);
  const [change] = await tx<{ action: string; suggestion_id: string; undone: boolean }[]>`
    select c.action, c.suggestion_id, exists (select from identity_changes u where u.undoes = c.id) as undone
    from identity_changes c where c.account_scope_id = ${accountScopeId} and c.id = ${changeId}`;
  if (change === undefined) throw new ApiError(404, "not_found", "There is no such change.");
  if (change.action === "undone" || change.undone) {
    throw new ApiError(409, "not_undoable", "This change has been taken back already.");
  }
  const suggestion = await lockSuggestion(tx, accountScopeId, change.suggestion_id);
  const { link, kind, left_id, right_id } = suggestion;
  const pair = [left_id, right_id];
  const grouped = change.action === "applied" && link === "same";
  const before = grouped ? await clustersOf(tx, accountScopeId, pair) : [];
  await tx`
    delete from identity_links where account_scope_id = ${accountScopeId} and link = ${link}
      and left_id = ${left_id} and right_id = ${right_id}`;
  await tx`
    update identity_suggestions set status = 'open', dismiss_reason = null, decided_at = null, decided_by = null
    where id = ${suggestion.id}`;
  const after = grouped ? await regroup(tx, accountScopeId, kind, pair) : [];
  return await recordChange(tx, decider, suggestion, {
    action: "undone",
    undoes: changeId,
    before,
    after,
    after_status: "open",
  });
}
