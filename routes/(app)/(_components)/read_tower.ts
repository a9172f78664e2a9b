import type { ControlTower } from "@/lib/portfolio/mod.ts";
import type { State } from "@/lib/services.ts";
import { viewOf } from "@/view.ts";

/** A project's control tower; null when the scope has no such client project. */
export async function readTower(state: State, projectId: string): Promise<ControlTower | null> {
  const { scope } = viewOf(state);
  return await state.services.portfolio.controlTower(scope.accountScopeId, projectId);
}
