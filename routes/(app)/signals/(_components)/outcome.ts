import { localPath, seeOther } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import type { State } from "@/lib/services.ts";
import { actorOf } from "@/view.ts";
import { isUuid, numberIn, uuidIn, withQuery } from "../../(_components)/query.ts";

/** What can have been done. */
const DONE = ["accepted", "dismissed", "done", "undone"] as const;

/** Parameters that tell what was just done; the next decision leads back without them. */
const TOLD = ["did", "signals", "action", "skipped", "told", "refused"];

/** What was just done, as the address tells it. */
export interface Outcome {
  did: (typeof DONE)[number] | undefined;
  /** Signals that were decided about. */
  signals: string[];
  /** The action that was. */
  action: string | undefined;
  skipped: number;
  requested: boolean;
  refused: string | null;
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
  const { searchParams } = url;
  return {
    did: DONE.find((did) => did === searchParams.get("did")),
    signals: (searchParams.get("signals") ?? "").split(",").filter(isUuid),
    action: uuidIn(url, "action"),
    skipped: numberIn(url, "skipped", 0, 1_000, 0),
    requested: searchParams.get("told") === "requested",
    refused: searchParams.get("refused"),
  };
}

/** Decides something and tells others of it; a refusal leads back with its reason. */
export async function decideAndReturn(
  state: State,
  returnTo: string,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    const reply = await work();
    await state.services.changed(actorOf(state).accountScopeId, ["signals"]);
    return reply;
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 409 && error.status !== 404)) throw error;
    return backTo(returnTo, { refused: error.code });
  }
}
