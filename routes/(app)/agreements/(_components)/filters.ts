import { AGREEMENT_KINDS, AGREEMENT_STATUSES, type AgreementFilter } from "@/lib/insights/mod.ts";
import { textIn } from "../../(_components)/query.ts";
import { oneOf, placeIn, projectsOf } from "../../(_components)/decided/list.ts";

/** States a list can be of. */
export const STATUSES = ["standing", ...AGREEMENT_STATUSES] as const;

/** How the list is narrowed: all of it is in the address. */
export function filtersIn(url: URL) {
  return {
    status: oneOf(url, "status", STATUSES) ?? "standing",
    kind: oneOf(url, "kind", AGREEMENT_KINDS),
    q: textIn(url, "q"),
    ...placeIn(url),
  };
}

/** The filters that are chosen. */
export type ChosenFilters = ReturnType<typeof filtersIn>;

/** What to ask the list for, of the projects in view. */
export function agreementFilter(
  { status, kind, q, project }: ChosenFilters,
  projectIds: readonly string[],
): AgreementFilter {
  return { status, kind, q, projectIds: projectsOf(projectIds, project) };
}
