import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql } from "../../platform/mod.ts";
import type { Decider } from "../decider.ts";
import type { BehindRef } from "../behind/rows_behind.ts";
import type { UpsellStatus } from "./item.ts";

/** What a person may decide about a chance. */
export type UpsellDecision =
  | { decision: "accept" | "done" | "undo" }
  | { decision: "dismiss"; reason: string };

const outcomes = {
  accept: "accepted",
  done: "done",
  undo: "proposed",
  dismiss: "dismissed",
} as const;

/** From which states each decision leads. */
const from: Record<UpsellDecision["decision"], readonly UpsellStatus[]> = {
  accept: ["proposed"],
  done: ["proposed", "accepted"],
  dismiss: ["proposed", "accepted"],
  undo: ["accepted", "dismissed", "done"],
};

/**
 * Decides about a chance to sell, or takes a decision back. It holds whatever later looks find.
 *
 * @throws {ApiError} 404 for an unknown item, 409 `already_decided` when its state does not allow it
 */
export async function decideUpsell(
  sql: Sql,
  decider: Decider,
  id: string,
  decided: UpsellDecision,
): Promise<{ id: string; status: UpsellStatus }> {
  const { decision } = decided;
  const reason = decided.decision === "dismiss" ? decided.reason : null;
  const status = outcomes[decision];
  return await sql.begin(async (tx) => {
    const [item] = await tx<
      { project_id: string; status: UpsellStatus; reason: string | null; evidence: BehindRef[] }[]
    >`select project_id, status, reason, evidence from upsell_items
      where account_scope_id = ${decider.accountScopeId} and id = ${id} for update`;
    if (item === undefined) throw new ApiError(404, "not_found", "There is no such chance.");
    if (!from[decision].includes(item.status)) {
      throw new ApiError(409, "already_decided", `The chance is ${item.status}.`);
    }
    const open = status === "proposed";
    await tx`
      update upsell_items set status = ${status}, reason = ${reason}, changed_at = now(),
        decided_at = ${open ? null : tx`now()`}, decided_by = ${open ? null : decider.actor}
      where id = ${id}`;
    await recordAudit(tx, {
      ...decider,
      projectId: item.project_id,
      action: `upsell.${open ? "reopened" : status}`,
      entity: "upsell_item",
      entityId: id,
      before: { status: item.status, reason: item.reason },
      after: { status, reason },
      evidence: item.evidence,
    });
    return { id, status };
  });
}
