import type { TransactionSql } from "../platform/mod.ts";
import type { Decider } from "./decider.ts";

/** What a person may decide about something that was noticed or is to be done. */
export type Decision =
  | { decision: "accept" | "done" | "undo" }
  | { decision: "dismiss"; reason: string };

/** Where a decision leaves what it is about. */
export type DecidedStatus = "proposed" | "accepted" | "dismissed" | "done";

/** The states a decision is possible in. */
export function statesBefore({ decision }: Decision): readonly DecidedStatus[] {
  switch (decision) {
    case "accept":
      return ["proposed"];
    case "undo":
      return ["accepted", "dismissed", "done"];
    default:
      return ["proposed", "accepted"];
  }
}

/**
 * The state a decision leads to. What is taken back goes where it was before: to accepted, when it had
 * been accepted before it was done or dismissed.
 *
 * @param entity name in the audit trail, which knows what was before
 */
export async function outcomeOf(
  tx: TransactionSql,
  { accountScopeId }: Decider,
  entity: string,
  id: string,
  decision: Decision,
): Promise<{ status: DecidedStatus; reason: string | null }> {
  if (decision.decision === "dismiss") return { status: "dismissed", reason: decision.reason };
  if (decision.decision === "accept") return { status: "accepted", reason: null };
  if (decision.decision === "done") return { status: "done", reason: null };
  const [last] = await tx<{ before: { status: DecidedStatus }; action: string }[]>`
    select before, action from audit_events
    where account_scope_id = ${accountScopeId} and entity = ${entity} and entity_id = ${id}
    order by at desc, id desc limit 1`;
  const back = last?.action !== `${entity}.undone` && last?.before.status === "accepted";
  return { status: back ? "accepted" : "proposed", reason: null };
}
