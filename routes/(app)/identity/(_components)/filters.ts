import {
  ABOUT,
  type About,
  RECORD_SOURCES,
  type SuggestionFilter,
  suggestionsAbout,
} from "@/lib/identity/mod.ts";
import { numberIn, uuidIn } from "../../(_components)/query.ts";

/** Suggestions on a page. */
export const PAGE = 20;

/** Least confidences that can be chosen, percent. */
export const LEAST = [50, 70, 80, 90, 95, 99] as const;

/** How a list of suggestions is narrowed: all of it is in the address. */
export interface ChosenFilters {
  state: "open" | "applied" | "dismissed";
  kind: About | undefined;
  source: string | undefined;
  /** Percent. */
  least: number | undefined;
  /** One suggestion, whatever was decided. */
  suggestion: string | undefined;
  offset: number;
}

const oneOf = <T extends string>(text: string | null, known: readonly T[]): T | undefined =>
  known.find((each) => each === text);

/** The filters in an address; what cannot be chosen counts as not chosen. */
export function filtersIn(url: URL): ChosenFilters {
  const get = (name: string) => url.searchParams.get(name);
  const least = numberIn(url, "least", 1, 99, 0);
  return {
    state: oneOf(get("state"), ["open", "applied", "dismissed"]) ?? "open",
    kind: oneOf(get("kind"), ABOUT),
    source: oneOf(get("source"), RECORD_SOURCES),
    least: least === 0 ? undefined : least,
    suggestion: uuidIn(url, "suggestion"),
    offset: numberIn(url, "offset", 0, 1_000_000, 0),
  };
}

/** What to ask the list for. */
export function suggestionFilter(
  { state, kind, source, least, suggestion }: ChosenFilters,
): SuggestionFilter {
  if (suggestion !== undefined) return { status: "any", id: suggestion };
  return {
    status: state,
    ...suggestionsAbout(kind),
    source,
    least: least === undefined ? undefined : least / 100,
  };
}

/** Whether anything but the state is narrowed. */
export function isNarrowed({ kind, source, least, suggestion }: ChosenFilters): boolean {
  return [kind, source, least, suggestion].some((value) => value !== undefined);
}
