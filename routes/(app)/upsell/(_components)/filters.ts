import type { UpsellFilter } from "@/lib/insights/mod.ts";
import { oneOf, placeIn, projectsOf } from "../../(_components)/decided/list.ts";

/** States a list can be of. */
export const STATUSES = ["open", "accepted", "done", "dismissed"] as const;
/** Kinds of chances. */
export const KINDS = ["words", "deal"] as const;

/** How the list is narrowed: all of it is in the address. */
export function filtersIn(url: URL) {
  return {
    status: oneOf(url, "status", STATUSES) ?? "open",
    kind: oneOf(url, "kind", KINDS),
    ...placeIn(url),
  };
}

/** The filters that are chosen. */
export type ChosenFilters = ReturnType<typeof filtersIn>;

/** What to ask the list for, of the projects in view. */
export function upsellFilter(
  { status, kind, project }: ChosenFilters,
  projectIds: readonly string[],
): UpsellFilter {
  return { status, kind, projectIds: projectsOf(projectIds, project) };
}
