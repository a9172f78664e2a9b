import { ApiError } from "@/lib/platform/mod.ts";
import type { State } from "@/lib/services.ts";
import { actorOf } from "@/view.ts";
import { backTo } from "./outcome.ts";

/** Decides something and tells others of it; a refusal leads back with its reason. */
export async function decide(
  state: State,
  returnTo: string,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    const reply = await work();
    await state.services.changed(actorOf(state).accountScopeId, ["identity"]);
    return reply;
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 409 && error.status !== 404)) throw error;
    const [detail] = error.options.details ?? [];
    return backTo(returnTo, {
      refused: error.code,
      conflict: error.code === "conflicting_decision" ? detail?.message : undefined,
    });
  }
}
