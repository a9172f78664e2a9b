import { COST_ORIGINS, type CostFilter } from "@/lib/insights/mod.ts";
import { oneOf, placeIn, projectsOf } from "../../(_components)/decided/list.ts";
import { textIn } from "../../(_components)/query.ts";
import { dayIn } from "../../analytics/(_components)/asked_rows.ts";

/** How the list of costs is narrowed: all of it is in the address. */
export function costFiltersIn(url: URL) {
  return {
    ...placeIn(url),
    category: textIn(url, "category", 100),
    origin: oneOf(url, "origin", COST_ORIGINS),
    from: dayIn(url, "from"),
    to: dayIn(url, "to"),
  };
}

/** The filters that are chosen. */
export type CostFilters = ReturnType<typeof costFiltersIn>;

/** Whether any is chosen. */
export function isNarrowed({ offset: _, ...filters }: CostFilters): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}

/** What to ask the list for, of the projects in view. */
export function costFilter(
  { project, category, origin, from, to }: CostFilters,
  projectIds: readonly string[],
): CostFilter {
  return { projectIds: projectsOf(projectIds, project), category, origin, from, to };
}
