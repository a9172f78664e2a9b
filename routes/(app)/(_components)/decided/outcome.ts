import { localPath, seeOther } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import type { State } from "@/lib/services.ts";
import { actorOf } from "@/view.ts";
import { uuidIn, withQuery } from "../query.ts";

/** What can have been done. */
export const DONE = [
  "accepted",
  "done",
  "confirmed",
  "dismissed",
  "exported",
  "undone",
  "applied",
] as const;
export type Done = (typeof DONE)[number];

/** Parameters that tell what was just done; the next decision leads back without them. */
const TOLD = ["did", "about", "refused", "why"];

/** What was just done, as the address tells it. */
export interface Outcome {
  did: Done | undefined;
  /** What it was done to. */
  about: string | undefined;
  refused: string | null;
  /** Code of a vendor's refusal. */
  why: string | null;
}

/** The page's own address, without what was just done. */
export function plainAddress(url: URL): string {
  return withQuery(url, Object.fromEntries(TOLD.map((name) => [name, undefined])));
}

/** Back to a page of this site, telling what was done. */
export function backTo(address: string, told: Record<string, string | undefined>): Response {
  const url = new URL(localPath(address), "http://this.site");
  return seeOther(withQuery(new URL(plainAddress(url), url), told));
}

/** What was just done. */
export function outcomeIn(url: URL): Outcome {
  const get = (name: string) => url.searchParams.get(name);
  return {
    did: DONE.find((did) => did === get("did")),
    about: uuidIn(url, "about"),
    refused: get("refused"),
    why: get("why"),
  };
}

/**
 * Decides something and tells others of it; a refusal leads back with its reason.
 *
 * @param kind of rows that changed, for caches and pages
 */
export async function decideAndReturn(
  state: State,
  { kind, returnTo }: { kind: string; returnTo: string },
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    const reply = await work();
    await state.services.changed(actorOf(state).accountScopeId, [kind]);
    return reply;
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 409 && error.status !== 404)) throw error;
    return backTo(returnTo, { refused: error.code });
  }
}
