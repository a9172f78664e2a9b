import type { Change } from "@/lib/identity/mod.ts";

/** A decision about a suggestion as the API tells it. */
export function changeReply({ id, action, suggestionId }: Change) {
  return { change: { id, action, suggestion_id: suggestionId } };
}
