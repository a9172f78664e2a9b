import {
  ACTION_KINDS,
  ACTION_STATES,
  type ActionFilter,
  type ActionKind,
} from "@/lib/insights/mod.ts";
import { numberIn, uuidIn } from "../../(_components)/query.ts";

/** Actions on a page. */
export const PAGE = 50;

/** How the list of actions is narrowed: all of it is in the address. */
export interface ChosenActions {
  state: ActionFilter["state"];
  action: ActionKind | undefined;
  project: string | undefined;
  offset: number;
}

/** The filters in an address; what cannot be chosen counts as not chosen. */
export function actionFiltersIn(url: URL): ChosenActions {
  const get = (name: string) => url.searchParams.get(name);
  return {
    state: ACTION_STATES.find((state) => state === get("state")) ?? "open",
    action: ACTION_KINDS.find((action) => action === get("action")),
    project: uuidIn(url, "project"),
    offset: numberIn(url, "offset", 0, 1_000_000, 0),
  };
}

/** What to ask the list for, of the projects in view. */
export function actionFilter(
  { state, action, project }: ChosenActions,
  projectIds: readonly string[],
): ActionFilter {
  const chosen = project === undefined ? projectIds : projectIds.filter((id) => id === project);
  return { state, action, projectIds: chosen };
}
