import type { Sql } from "../../platform/mod.ts";
import { type DecidedKind, decideItem } from "../decide_item.ts";
import type { Decider } from "../decider.ts";
import type { AgreementStatus } from "./agreement.ts";

/** What a person may decide about an agreement. */
export type AgreementDecision =
  | { decision: "confirm" | "undo" }
  | { decision: "dismiss"; reason: string };

const agreements: DecidedKind<AgreementDecision["decision"], AgreementStatus> = {
  ...{ table: "agreements", action: "agreement", entity: "agreement", noun: "agreement" },
  open: "noted",
  outcomes: { confirm: "confirmed", dismiss: "dismissed", undo: "noted" },
  from: { confirm: ["noted"], dismiss: ["noted"], undo: ["confirmed", "dismissed"] },
};

/**
 * Confirms an agreement, says that it is none, or takes that back.
 *
 * @throws {ApiError} 404 for an unknown one, 409 `already_decided` when its state does not allow it
 */
export function decideAgreement(
  sql: Sql,
  decider: Decider,
  id: string,
  decided: AgreementDecision,
): Promise<{ id: string; status: AgreementStatus }> {
  return decideItem(sql, decider, agreements, id, decided);
}
