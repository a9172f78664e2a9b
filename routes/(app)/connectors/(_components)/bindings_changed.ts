import type { Services } from "@/lib/services.ts";
import { EVENTS_JOB, makeDue } from "@/workers/mod.ts";

/** After rows went to other projects: caches and pages are told, and their events follow at once. */
export async function bindingsChanged(services: Services, accountScopeId: string): Promise<void> {
  await services.changed(accountScopeId, ["bindings"]);
  await makeDue(services.sql, accountScopeId, [EVENTS_JOB]);
  services.wake();
}
