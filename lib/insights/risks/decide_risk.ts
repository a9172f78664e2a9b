import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql, type TransactionSql } from "../../platform/mod.ts";
import type { Decider } from "../decider.ts";
import type { Risk, RiskStatus } from "./risk.ts";

/** What a person may decide about a risk. */
export type RiskDecision =
  | { decision: "mitigate" | "reopen" }
  | { decision: "close"; reason: string };

const outcomes = { mitigate: "mitigating", reopen: "open", close: "closed" } as const;

/** From which states each decision leads. */
const from: Record<RiskDecision["decision"], readonly RiskStatus[]> = {
  mitigate: ["open"],
  reopen: ["mitigating", "closed"],
  close: ["open", "mitigating"],
};

type Before = Pick<
  Risk,
  "project_id" | "cause" | "status" | "closed_because" | "reason" | "evidence"
>;

async function refuseReopening(tx: TransactionSql, risk: Before): Promise<void> {
  if (risk.status !== "closed") return;
  if (risk.closed_because === "cause_gone") {
    throw new ApiError(409, "cause_gone", "What it was about is over.");
  }
  const again = await tx`
    select from risks where project_id = ${risk.project_id} and cause = ${risk.cause} and status <> 'closed'`;
  if (again.count > 0) {
    throw new ApiError(409, "already_open", "A newer risk with this cause is open.");
  }
}

/**
 * Decides about a risk: work on it has begun, it is closed for a reason, or it is open again. What a
 * person closed stays closed until something new is seen of its cause.
 *
 * @throws {ApiError} 404 for an unknown risk; 409 `already_decided` when its state does not allow it,
 * `cause_gone` and `already_open` when it cannot be open again
 */
export async function decideRisk(
  sql: Sql,
  decider: Decider,
  id: string,
  decided: RiskDecision,
): Promise<{ id: string; status: RiskStatus }> {
  const { decision } = decided;
  const status = outcomes[decision];
  const reason = decided.decision === "close" ? decided.reason : null;
  return await sql.begin(async (tx) => {
    const [risk] = await tx<Before[]>`
      select project_id, cause, status, closed_because, reason, evidence from risks
      where account_scope_id = ${decider.accountScopeId} and id = ${id} for update`;
    if (risk === undefined) throw new ApiError(404, "not_found", "There is no such risk.");
    if (!from[decision].includes(risk.status)) {
      throw new ApiError(409, "already_decided", `The risk is ${risk.status}.`);
    }
    if (decision === "reopen") await refuseReopening(tx, risk);
    const closed = status === "closed";
    await tx`
      update risks set status = ${status}, reason = ${reason}, decided_at = now(),
        decided_by = ${decider.actor}, changed_at = now(),
        closed_at = ${closed ? tx`now()` : null}, closed_because = ${closed ? "person" : null}
      where id = ${id}`;
    await recordAudit(tx, {
      ...decider,
      projectId: risk.project_id,
      action: `risk.${closed ? "closed" : status === "open" ? "reopened" : "mitigated"}`,
      entity: "risk",
      entityId: id,
      before: { status: risk.status, reason: risk.reason },
      after: { status, reason },
      evidence: risk.evidence,
    });
    return { id, status };
  });
}
