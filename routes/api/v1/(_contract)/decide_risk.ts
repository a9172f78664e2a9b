import { decideRisk, type RiskDecision } from "@/lib/insights/mod.ts";
import type { State } from "@/lib/services.ts";
import { actorOf } from "@/view.ts";
import { makeDue, VIEW_JOB } from "@/workers/mod.ts";

/**
 * Decides about a risk, tells others of it, and has the portfolio's figures follow.
 *
 * @throws {ApiError} 404 or 409, as `decideRisk` does
 */
export async function decideAndTell(state: State, id: string, decision: RiskDecision) {
  const actor = actorOf(state);
  const { sql, changed, wake } = state.services;
  const risk = await decideRisk(sql, actor, id, decision);
  await makeDue(sql, actor.accountScopeId, [VIEW_JOB]);
  await changed(actor.accountScopeId, ["risks"]);
  wake();
  return risk;
}
