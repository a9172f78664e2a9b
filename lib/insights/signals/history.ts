import type { Sql } from "../../platform/mod.ts";

/** A decision that was made about a signal or one of its actions. */
export interface SignalDecision {
  at: Date;
  actor: string;
  entity: "signal" | "next_action";
  /** What it led to; `undone`: it was taken back. */
  did: "accepted" | "dismissed" | "done" | "undone";
  reason: string | null;
}

/** Decisions about a signal and its actions, newest first, at most a hundred. */
export async function signalHistory(
  sql: Sql,
  accountScopeId: string,
  signalId: string,
): Promise<SignalDecision[]> {
  return await sql<SignalDecision[]>`
    select e.at, e.actor, e.entity, split_part(e.action, '.', 2) as did, e.after ->> 'reason' as reason
    from audit_events e
    where e.account_scope_id = ${accountScopeId}
      and ((e.entity = 'signal' and e.entity_id = ${signalId})
        or (e.entity = 'next_action' and e.entity_id in (
          select a.id::text from next_actions a where a.signal_id = ${signalId})))
    order by e.at desc, e.id desc limit 100`;
}
