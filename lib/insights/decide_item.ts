import { recordAudit } from "../audit/mod.ts";
import { ApiError, type Sql } from "../platform/mod.ts";
import type { BehindRef } from "./behind/rows_behind.ts";
import type { Decider } from "./decider.ts";

/** What was decided: by its name, with a reason when something is dismissed. */
export interface ItemDecision<Name extends string> {
  decision: Name;
  reason?: string;
}

/** One kind of items that people decide about, and how. */
export interface DecidedKind<Name extends string, Status extends string> {
  table: "agreements" | "continuity_items" | "upsell_items";
  /** Begins the names of audited actions, and names the item in them. */
  action: string;
  entity: string;
  /** As a message calls it: "The <noun> is dismissed." */
  noun: string;
  /** The state of an item that nobody has decided about. */
  open: Status;
  outcomes: Record<Name, Status>;
  /** From which states each decision leads. */
  from: Record<Name, readonly Status[]>;
}

/**
 * Decides about an item, or takes a decision back, with an audit event in the same transaction.
 *
 * @throws {ApiError} 404 for an unknown one, 409 `already_decided` when its state does not allow it
 */
export async function decideItem<Name extends string, Status extends string>(
  sql: Sql,
  decider: Decider,
  kind: DecidedKind<Name, Status>,
  id: string,
  { decision, reason }: ItemDecision<Name>,
): Promise<{ id: string; status: Status }> {
  const { table, action, entity, noun } = kind;
  const status = kind.outcomes[decision];
  const after = { status, reason: reason ?? null };
  return await sql.begin(async (tx) => {
    const [row] = await tx<
      { project_id: string; status: Status; reason: string | null; evidence: BehindRef[] }[]
    >`
      select project_id, status, reason, evidence from ${tx(table)}
      where account_scope_id = ${decider.accountScopeId} and id = ${id} for update`;
    if (row === undefined) throw new ApiError(404, "not_found", `There is no such ${noun}.`);
    if (!kind.from[decision].includes(row.status)) {
      throw new ApiError(409, "already_decided", `The ${noun} is ${row.status}.`);
    }
    const open = status === kind.open;
    await tx`
      update ${tx(table)} set status = ${status}, reason = ${after.reason}, changed_at = now(),
        decided_at = ${open ? null : tx`now()`}, decided_by = ${open ? null : decider.actor}
      where id = ${id}`;
    await recordAudit(tx, {
      ...decider,
      ...{ projectId: row.project_id, entity, entityId: id },
      action: `${action}.${open ? "reopened" : status}`,
      before: { status: row.status, reason: row.reason },
      after,
      evidence: row.evidence,
    });
    return { id, status };
  });
}
