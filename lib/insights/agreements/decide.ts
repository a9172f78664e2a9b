import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql } from "../../platform/mod.ts";
import type { BehindRef } from "../behind/rows_behind.ts";
import type { Decider } from "../decider.ts";
import type { AgreementStatus } from "./agreement.ts";

/** What a person may decide about an agreement. */
export type AgreementDecision =
  | { decision: "confirm" | "undo" }
  | { decision: "dismiss"; reason: string };

const outcomes = { confirm: "confirmed", dismiss: "dismissed", undo: "noted" } as const;

/** From which states each decision leads. */
const from: Record<AgreementDecision["decision"], readonly AgreementStatus[]> = {
  confirm: ["noted"],
  dismiss: ["noted"],
  undo: ["confirmed", "dismissed"],
};

/**
 * Confirms an agreement, says that it is none, or takes that back.
 *
 * @throws {ApiError} 404 for an unknown one, 409 `already_decided` when its state does not allow it
 */
export async function decideAgreement(
  sql: Sql,
  decider: Decider,
  id: string,
  decided: AgreementDecision,
): Promise<{ id: string; status: AgreementStatus }> {
  const { decision } = decided;
  const reason = decided.decision === "dismiss" ? decided.reason : null;
  const status = outcomes[decision];
  return await sql.begin(async (tx) => {
    const [row] = await tx<
      {
        project_id: string;
        status: AgreementStatus;
        reason: string | null;
        evidence: BehindRef[];
      }[]
    >`select project_id, status, reason, evidence from agreements
      where account_scope_id = ${decider.accountScopeId} and id = ${id} for update`;
    if (row === undefined) throw new ApiError(404, "not_found", "There is no such agreement.");
    if (!from[decision].includes(row.status)) {
      throw new ApiError(409, "already_decided", `The agreement is ${row.status}.`);
    }
    const open = status === "noted";
    await tx`
      update agreements set status = ${status}, reason = ${reason}, changed_at = now(),
        decided_at = ${open ? null : tx`now()`}, decided_by = ${open ? null : decider.actor}
      where id = ${id}`;
    await recordAudit(tx, {
      ...decider,
      projectId: row.project_id,
      action: `agreement.${open ? "reopened" : status}`,
      entity: "agreement",
      entityId: id,
      before: { status: row.status, reason: row.reason },
      after: { status, reason },
      evidence: row.evidence,
    });
    return { id, status };
  });
}
