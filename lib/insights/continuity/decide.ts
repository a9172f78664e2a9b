import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql } from "../../platform/mod.ts";
import type { BehindRef } from "../behind/rows_behind.ts";
import type { Decider } from "../decider.ts";
import type { ContinuityStatus } from "./item.ts";

/** What a person may decide about a promise, besides making its issue. */
export type ContinuityDecision =
  | { decision: "export" | "undo" }
  | { decision: "dismiss"; reason: string };

const outcomes = { export: "exported", dismiss: "dismissed", undo: "proposed" } as const;

/** From which states each decision leads. An issue that was made is ended in Linear. */
const from: Record<ContinuityDecision["decision"], readonly ContinuityStatus[]> = {
  export: ["proposed"],
  dismiss: ["proposed"],
  undo: ["exported", "dismissed"],
};

/**
 * Says that a promise was taken elsewhere by hand, that it needs nothing, or takes that back.
 *
 * @throws {ApiError} 404 for an unknown item, 409 `already_decided` when its state does not allow it
 */
export async function decideContinuity(
  sql: Sql,
  decider: Decider,
  id: string,
  decided: ContinuityDecision,
): Promise<{ id: string; status: ContinuityStatus }> {
  const { decision } = decided;
  const reason = decided.decision === "dismiss" ? decided.reason : null;
  const status = outcomes[decision];
  return await sql.begin(async (tx) => {
    const [row] = await tx<
      {
        project_id: string;
        status: ContinuityStatus;
        reason: string | null;
        evidence: BehindRef[];
      }[]
    >`select project_id, status, reason, evidence from continuity_items
      where account_scope_id = ${decider.accountScopeId} and id = ${id} for update`;
    if (row === undefined) throw new ApiError(404, "not_found", "There is no such promise.");
    if (!from[decision].includes(row.status)) {
      throw new ApiError(409, "already_decided", `The promise is ${row.status}.`);
    }
    const open = status === "proposed";
    await tx`
      update continuity_items set status = ${status}, reason = ${reason}, changed_at = now(),
        decided_at = ${open ? null : tx`now()`}, decided_by = ${open ? null : decider.actor}
      where id = ${id}`;
    await recordAudit(tx, {
      ...decider,
      projectId: row.project_id,
      action: `continuity.${open ? "reopened" : status}`,
      entity: "continuity_item",
      entityId: id,
      before: { status: row.status, reason: row.reason },
      after: { status, reason },
      evidence: row.evidence,
    });
    return { id, status };
  });
}
