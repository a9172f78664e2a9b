import { CONTINUITY_KINDS, type ContinuityFilter } from "@/lib/insights/mod.ts";
import { oneOf, placeIn, projectsOf } from "../../(_components)/decided/list.ts";

/** States a list can be of. */
export const STATUSES = ["open", "applied", "exported", "dismissed"] as const;

/** How the list is narrowed: all of it is in the address. */
export function filtersIn(url: URL) {
  return {
    status: oneOf(url, "status", STATUSES) ?? "open",
    kind: oneOf(url, "kind", CONTINUITY_KINDS),
    ...placeIn(url),
  };
}

/** The filters that are chosen. */
export type ChosenFilters = ReturnType<typeof filtersIn>;

/** What to ask the list for, of the projects in view. */
export function continuityFilter(
  { status, kind, project }: ChosenFilters,
  projectIds: readonly string[],
): ContinuityFilter {
  return { status, kind, projectIds: projectsOf(projectIds, project) };
}
