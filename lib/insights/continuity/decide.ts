import type { Sql } from "../../platform/mod.ts";
import { type DecidedKind, decideItem } from "../decide_item.ts";
import type { Decider } from "../decider.ts";
import type { ContinuityStatus } from "./item.ts";

/** What a person may decide about a promise, besides making its issue. */
export type ContinuityDecision =
  | { decision: "export" | "undo" }
  | { decision: "dismiss"; reason: string };

/** An issue that was made is ended in Linear. */
const promises: DecidedKind<ContinuityDecision["decision"], ContinuityStatus> = {
  ...{
    table: "continuity_items",
    action: "continuity",
    entity: "continuity_item",
    noun: "promise",
  },
  open: "proposed",
  outcomes: { export: "exported", dismiss: "dismissed", undo: "proposed" },
  from: { export: ["proposed"], dismiss: ["proposed"], undo: ["exported", "dismissed"] },
};

/**
 * Says that a promise was taken elsewhere by hand, that it needs nothing, or takes that back.
 *
 * @throws {ApiError} 404 for an unknown item, 409 `already_decided` when its state does not allow it
 */
export function decideContinuity(
  sql: Sql,
  decider: Decider,
  id: string,
  decided: ContinuityDecision,
): Promise<{ id: string; status: ContinuityStatus }> {
  return decideItem(sql, decider, promises, id, decided);
}
