import { type ChangeRow, listChanges } from "@/lib/identity/mod.ts";
import { localPath, seeOther } from "@/lib/api/mod.ts";
import type { Sql } from "@/lib/platform/mod.ts";
import { numberIn, uuidIn, withQuery } from "../../(_components)/query.ts";

/** Parameters that tell what was just done; the next action leads back without them. */
const TOLD = ["done", "change", "batch", "count", "skipped", "remaining", "refused", "conflict"];

/** What was just done, as the address tells it. */
export interface Outcome {
  done: string | null;
  refused: string | null;
  /** The decision that was made or taken back; null when it is not known. */
  change: ChangeRow | null;
  batch: string | undefined;
  count: number;
  skipped: number;
  remaining: number;
  /** A dismissed suggestion that stands against what was asked. */
  conflict: string | undefined;
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

/** Reads what was just done. */
export async function readOutcome(sql: Sql, accountScopeId: string, url: URL): Promise<Outcome> {
  const id = uuidIn(url, "change");
  const [change = null] = id === undefined
    ? []
    : await listChanges(sql, accountScopeId, { limit: 1 }, { id });
  return {
    done: url.searchParams.get("done"),
    refused: url.searchParams.get("refused"),
    change,
    batch: uuidIn(url, "batch"),
    count: numberIn(url, "count", 0, 1_000_000, 0),
    skipped: numberIn(url, "skipped", 0, 1_000_000, 0),
    remaining: numberIn(url, "remaining", 0, 1_000_000, 0),
    conflict: uuidIn(url, "conflict"),
  };
}
