import type { Webhook } from "./tables.ts";

/** How long a webhook may stay degraded before it is switched off. */
const DEGRADED_FOR = 7 * 86_400_000;

/** The webhook with the status it has by now: one degraded for seven days is inactive. */
export function settled(hook: Webhook, now: number): Webhook {
  if (hook.status === "degraded" && now - (hook.degradedAt ?? now) >= DEGRADED_FOR) {
    hook.status = "inactive";
  }
  return hook;
}
