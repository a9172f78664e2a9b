import { RISK_ORIGINS, RISK_STATUSES, type RiskFilter, SIGNAL_KINDS } from "@/lib/insights/mod.ts";
import { oneOf, placeIn, projectsOf } from "../../(_components)/decided/list.ts";
import { numberIn } from "../../(_components)/query.ts";

/** What the list of risks is narrowed to, by its address. */
export type RiskFilters = Omit<RiskFilter, "projectIds"> & {
  project: string | undefined;
  offset: number;
};

/** Reads an address; what is not on offer counts as not chosen. */
export function filtersIn(url: URL): RiskFilters {
  const least = numberIn(url, "least", 1, 5, 0);
  return {
    ...placeIn(url),
    status: oneOf(url, "status", RISK_STATUSES) ?? "open",
    origin: oneOf(url, "origin", RISK_ORIGINS),
    kind: oneOf(url, "kind", SIGNAL_KINDS),
    least: least === 0 ? undefined : least,
  };
}

/** The filter as the list takes it. */
export function riskFilter(
  { project, offset: _, ...filter }: RiskFilters,
  projectIds: readonly string[],
): RiskFilter {
  return { ...filter, projectIds: projectsOf(projectIds, project) };
}

/** Whether anything but the usual is asked for. */
export function isNarrowed({ project, status, origin, kind, least }: RiskFilters): boolean {
  return status !== "open" || [project, origin, kind, least].some((value) => value !== undefined);
}
