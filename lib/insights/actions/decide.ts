import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql } from "../../platform/mod.ts";
import type { BehindRef } from "../behind/rows_behind.ts";
import type { Decider } from "../decider.ts";
import { type Decision, outcomeOf, statesBefore } from "../decision.ts";
import { lockSignals } from "../signals/reconcile.ts";
import type { ActionStatus } from "./list.ts";
import { settleActions } from "./settle.ts";

/**
 * Decides about an action, or takes the last decision back. What was decided holds whatever becomes of
 * its signal's facts.
 *
 * @throws {ApiError} 404 for an unknown action, 409 `already_decided` when its state does not allow it, 409
 * `resolved` when its signal is over
 */
export async function decideAction(
  sql: Sql,
  decider: Decider,
  id: string,
  decision: Decision,
): Promise<{ id: string; status: ActionStatus }> {
  const { accountScopeId } = decider;
  return await sql.begin(async (tx) => {
    await lockSignals(tx, accountScopeId);
    const [row] = await tx<{
      project_id: string;
      signal_id: string;
      status: ActionStatus;
      reason: string | null;
      evidence: BehindRef[];
      over: boolean;
    }[]>`
      select a.project_id, a.signal_id, a.status, a.reason, s.evidence,
        a.closed_at is not null or s.resolved_at is not null as over
      from next_actions a join signals s on s.id = a.signal_id
      where a.account_scope_id = ${accountScopeId} and a.id = ${id} for update of a`;
    if (row === undefined) throw new ApiError(404, "not_found", "There is no such action.");
    if (row.over) throw new ApiError(409, "resolved", "The action's signal is over.");
    if (!statesBefore(decision).includes(row.status)) {
      throw new ApiError(409, "already_decided", `The action is ${row.status}.`);
    }
    const { status, reason } = await outcomeOf(tx, decider, "next_action", id, decision);
    const open = status === "proposed";
    await tx`
      update next_actions set status = ${status}, reason = ${reason}, changed_at = now(),
        decided_at = ${open ? null : tx`now()`}, decided_by = ${open ? null : decider.actor}
      where id = ${id}`;
    // what it did not follow while it was decided
    await settleActions(tx, accountScopeId, row.signal_id);
    await recordAudit(tx, {
      ...decider,
      projectId: row.project_id,
      action: `next_action.${decision.decision === "undo" ? "undone" : status}`,
      entity: "next_action",
      entityId: id,
      before: { status: row.status, reason: row.reason },
      after: { status, reason },
      evidence: row.evidence,
    });
    return { id, status };
  });
}
