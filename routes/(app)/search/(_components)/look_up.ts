import type { SearchResult, SearchScope } from "@/lib/evidence/mod.ts";
import type { State } from "@/lib/services.ts";
import { limitCostly } from "@/middleware/rate_limit.ts";
import { actorOf, viewOf } from "@/view.ts";
import { type Asked, filtersOf } from "./asked.ts";

/** Hits on the page, and of each kind of sources. */
const HITS = 10;
const OF_SOURCE = 8;

/** The projects an address asks for: the named one, else those chosen in the shell. */
export function scopeOf(state: State, asked: Asked): SearchScope {
  const { scope } = viewOf(state);
  return asked.project === undefined ? scope : { ...scope, projectIds: [asked.project] };
}

/** Evidence for the question of an address; null when it asks none, or too much. */
export async function lookUp(state: State, asked: Asked): Promise<SearchResult | null> {
  if (asked.query === "" || asked.tooLong) return null;
  await limitCostly(state, "search");
  const { request } = viewOf(state);
  return await state.services.evidence.search(scopeOf(state, asked), {
    query: asked.query,
    topK: HITS,
    sourceLimit: asked.sources.length === 1 ? HITS : OF_SOURCE,
    filters: filtersOf(asked, request.timeZone),
  }, actorOf(state).actor);
}
