import type { NextAction } from "@/lib/insights/mod.ts";

/** Actions of a signal as they are shown: what answers it before bringing it to whoever leads. */
export function actionsOf(
  signalId: string,
  actions: readonly NextAction[],
  closed = false,
): NextAction[] {
  return actions.filter(({ signal_id, closed_at }) =>
    signal_id === signalId && (closed || closed_at === null)
  ).sort((left, right) => Number(left.action === "escalate") - Number(right.action === "escalate"));
}
