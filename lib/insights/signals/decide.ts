import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql, type TransactionSql } from "../../platform/mod.ts";
import { settleActions } from "../actions/settle.ts";
import type { Decider } from "../decider.ts";
import { type Decision, outcomeOf, statesBefore } from "../decision.ts";
import type { BehindRef } from "../behind/rows_behind.ts";
import type { SignalStatus } from "./kinds.ts";
import { lockSignals } from "./reconcile.ts";

/** A decision that was made. */
export interface DecidedSignal {
  id: string;
  status: SignalStatus;
}

interface Row {
  id: string;
  project_id: string;
  status: SignalStatus;
  reason: string | null;
  evidence: BehindRef[];
  over: boolean;
}

async function decideRow(
  tx: TransactionSql,
  decider: Decider,
  row: Row,
  decision: Decision,
): Promise<DecidedSignal> {
  const { status, reason } = await outcomeOf(tx, decider, "signal", row.id, decision);
  const open = status === "proposed";
  await tx`
    update signals set status = ${status}, reason = ${reason}, changed_at = clock_timestamp(),
      decided_at = ${open ? null : tx`now()`}, decided_by = ${open ? null : decider.actor}
    where id = ${row.id}`;
  await settleActions(tx, decider.accountScopeId, row.id);
  await recordAudit(tx, {
    ...decider,
    projectId: row.project_id,
    action: `signal.${decision.decision === "undo" ? "undone" : status}`,
    entity: "signal",
    entityId: row.id,
    before: { status: row.status, reason: row.reason },
    after: { status, reason },
    evidence: row.evidence,
  });
  return { id: row.id, status };
}

/**
 * Decides about a signal, or takes the last decision back. It holds whatever later runs find, and the
 * signal's actions follow it.
 *
 * @throws {ApiError} 404 for an unknown signal, 409 `already_decided` when its state does not allow it, 409
 * `resolved` when its cause is gone
 */
export async function decideSignal(
  sql: Sql,
  decider: Decider,
  id: string,
  decision: Decision,
): Promise<DecidedSignal> {
  return await sql.begin(async (tx) => {
    await lockSignals(tx, decider.accountScopeId);
    const [row] = await rowsOf(tx, decider.accountScopeId, [id]);
    if (row === undefined) throw new ApiError(404, "not_found", "There is no such signal.");
    if (row.over) throw new ApiError(409, "resolved", "The signal's cause is gone.");
    if (!statesBefore(decision).includes(row.status)) {
      throw new ApiError(409, "already_decided", `The signal is ${row.status}.`);
    }
    return await decideRow(tx, decider, row, decision);
  });
}

/** Decides about many signals together; those whose state does not allow it are left as they are. */
export async function decideSignals(
  sql: Sql,
  decider: Decider,
  ids: readonly string[],
  decision: Decision,
): Promise<{ decided: DecidedSignal[]; skipped: number }> {
  return await sql.begin(async (tx) => {
    await lockSignals(tx, decider.accountScopeId);
    const rows = await rowsOf(tx, decider.accountScopeId, ids);
    const decided: DecidedSignal[] = [];
    for (const row of rows) {
      if (row.over || !statesBefore(decision).includes(row.status)) continue;
      decided.push(await decideRow(tx, decider, row, decision));
    }
    return { decided, skipped: new Set(ids).size - decided.length };
  });
}

async function rowsOf(
  tx: TransactionSql,
  accountScopeId: string,
  ids: readonly string[],
): Promise<Row[]> {
  return await tx<Row[]>`
    select id, project_id, status, reason, evidence, resolved_at is not null as over from signals
    where account_scope_id = ${accountScopeId} and id = any (${ids as string[]}::uuid[])
    order by id for update`;
}
