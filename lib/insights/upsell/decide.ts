import type { Sql } from "../../platform/mod.ts";
import { type DecidedKind, decideItem } from "../decide_item.ts";
import type { Decider } from "../decider.ts";
import type { UpsellStatus } from "./item.ts";

/** What a person may decide about a chance. */
export type UpsellDecision =
  | { decision: "accept" | "done" | "undo" }
  | { decision: "dismiss"; reason: string };

const chances: DecidedKind<UpsellDecision["decision"], UpsellStatus> = {
  ...{ table: "upsell_items", action: "upsell", entity: "upsell_item", noun: "chance" },
  open: "proposed",
  outcomes: { accept: "accepted", done: "done", dismiss: "dismissed", undo: "proposed" },
  from: {
    accept: ["proposed"],
    done: ["proposed", "accepted"],
    dismiss: ["proposed", "accepted"],
    undo: ["accepted", "dismissed", "done"],
  },
};

/**
 * Decides about a chance to sell, or takes a decision back. It holds whatever later looks find.
 *
 * @throws {ApiError} 404 for an unknown item, 409 `already_decided` when its state does not allow it
 */
export function decideUpsell(
  sql: Sql,
  decider: Decider,
  id: string,
  decided: UpsellDecision,
): Promise<{ id: string; status: UpsellStatus }> {
  return decideItem(sql, decider, chances, id, decided);
}
